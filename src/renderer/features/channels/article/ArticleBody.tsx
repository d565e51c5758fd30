import { memo, type ReactNode } from 'react';
import type { ArticleDocument, Block } from '@domain/article/document.ts';
import styles from './Article.module.css';
import { CodeBlock, ListBlock, PictureBlock, QuoteBlock, TableBlock } from './blocks.tsx';
import { PaymentBlock, PostBlock, ProgramBlock } from './embeds.tsx';
import { ProductBlock } from './ProductBlock.tsx';
import { Spans } from './Spans.tsx';

/** The text of an article: its blocks drawn one after another, never HTML (ART-1). */
export const ArticleBody = memo(function ArticleBody({ document }: { readonly document: ArticleDocument }): ReactNode {
  return (
    <div className={styles['body']}>
      {document.blocks.map((block, index) => (
        <Drawn key={index} block={block} />
      ))}
    </div>
  );
});

function Drawn({ block }: { readonly block: Block }): ReactNode {
  switch (block.block) {
    case 'paragraph':
      return (
        <p dir="auto">
          <Spans spans={block.spans} />
        </p>
      );
    case 'heading':
      return <Heading block={block} />;
    case 'quote':
      return <QuoteBlock block={block} />;
    case 'list':
      return <ListBlock block={block} />;
    case 'code':
      return <CodeBlock block={block} />;
    case 'table':
      return <TableBlock block={block} />;
    default:
      return <Inserted block={block} />;
  }
}

type InsertedBlock = Extract<Block, { block: 'rule' | 'picture' | 'program' | 'payment' | 'product' | 'post' }>;

function Inserted({ block }: { readonly block: InsertedBlock }): ReactNode {
  switch (block.block) {
    case 'rule':
      return <hr />;
    case 'picture':
      return <PictureBlock block={block} />;
    case 'program':
      return <ProgramBlock block={block} />;
    case 'payment':
      return <PaymentBlock block={block} />;
    case 'product':
      return <ProductBlock block={block} />;
    case 'post':
      return <PostBlock block={block} />;
  }
}

function Heading({ block }: { readonly block: Extract<Block, { block: 'heading' }> }): ReactNode {
  const Level = block.level === 2 ? 'h2' : 'h3';
  return (
    <Level dir="auto">
      <Spans spans={block.spans} />
    </Level>
  );
}
