import type { Mark, Node } from 'prosemirror-model';
import { type ArticleDocument, type Block, type Span, readBlock } from '@domain/article/document.ts';
import { tidyArticle } from '@domain/article/tidy.ts';

/** ProseMirror's attributes can be anything; the schema of the article says what they must be. */
function attributeOf(of: Node | Mark | undefined, name: string): unknown {
  return of?.attrs[name];
}

function spanOf(node: Node): Span {
  const link = attributeOf(
    node.marks.find(({ type }) => type.name === 'link'),
    'href',
  );
  const has = (name: string) => node.marks.some(({ type }) => type.name === name);
  return {
    text: node.text ?? '\n',
    ...(has('bold') && { bold: true as const }),
    ...(has('italic') && { italic: true as const }),
    ...(has('strike') && { strike: true as const }),
    ...(has('code') && { code: true as const }),
    ...(typeof link === 'string' && { link }),
  };
}

const spansOf = (node: Node): readonly Span[] => node.children.map(spanOf);

function tableOf(node: Node): unknown {
  const header = node.firstChild?.children.every(({ type }) => type.name === 'table_header') === true;
  return { block: 'table', header, rows: node.children.map((row) => row.children.map(spansOf)) };
}

const READERS: Readonly<Record<string, (node: Node) => unknown>> = {
  paragraph: (node) => ({ block: 'paragraph', spans: spansOf(node) }),
  heading: (node) => ({ block: 'heading', level: attributeOf(node, 'level'), spans: spansOf(node) }),
  quote: (node) => ({ block: 'quote', paragraphs: node.children.map(spansOf) }),
  list: (node) => ({
    block: 'list',
    ordered: attributeOf(node, 'ordered'),
    items: node.children.map((item) => ({ level: attributeOf(item, 'level'), spans: spansOf(item) })),
  }),
  code_block: (node) => ({ block: 'code', language: attributeOf(node, 'language'), text: node.textContent }),
  table: tableOf,
};

/** A node of the editor as a block; null for one that no article may hold, as a link that leads nowhere. */
function blockOf(node: Node): Block | null {
  const read = READERS[node.type.name];
  return readBlock(read === undefined ? { block: node.type.name, ...node.attrs } : read(node));
}

function isBlank(blocks: readonly Block[]): boolean {
  const [only] = blocks;
  return blocks.length === 1 && only?.block === 'paragraph' && only.spans.length === 0;
}

/** What the editor holds as a document in order (ART-3, ART-4); one empty paragraph is none. */
export function fromEditor(doc: Node): ArticleDocument {
  const { blocks } = tidyArticle(doc.children.map(blockOf).filter((block) => block !== null));
  return { v: 1, blocks: isBlank(blocks) ? [] : blocks };
}
