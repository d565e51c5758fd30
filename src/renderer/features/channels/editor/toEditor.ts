import type { Mark, Node } from 'prosemirror-model';
import type { ArticleDocument, Block, Span } from '@domain/article/document.ts';
import { articleSchema } from './articleSchema.ts';

const { nodes, marks } = articleSchema;

function marksOf(span: Span): readonly Mark[] {
  return [
    ...(span.link === undefined ? [] : [marks.link.create({ href: span.link })]),
    ...(span.bold === true ? [marks.bold.create()] : []),
    ...(span.italic === true ? [marks.italic.create()] : []),
    ...(span.strike === true ? [marks.strike.create()] : []),
    ...(span.code === true ? [marks.code.create()] : []),
  ];
}

function inline(spans: readonly Span[]): readonly Node[] {
  return spans.flatMap((span) => {
    const of = marksOf(span);
    return span.text
      .split('\n')
      .flatMap((line, index) => [
        ...(index === 0 ? [] : [nodes.hard_break.create(null, null, of)]),
        ...(line === '' ? [] : [articleSchema.text(line, of)]),
      ]);
  });
}

function table(block: Extract<Block, { block: 'table' }>): Node {
  const rows = block.rows.map((row, index) => {
    const kind = block.header && index === 0 ? nodes['table_header'] : nodes['table_cell'];
    return nodes['table_row'].create(
      null,
      row.map((cell) => kind.create(null, inline(cell))),
    );
  });
  return nodes['table'].create(null, rows);
}

function text(block: Exclude<Block, Atom>): Node {
  switch (block.block) {
    case 'paragraph':
      return nodes.paragraph.create(null, inline(block.spans));
    case 'heading':
      return nodes.heading.create({ level: block.level }, inline(block.spans));
    case 'quote':
      return nodes.quote.create(
        null,
        block.paragraphs.map((line) => nodes.paragraph.create(null, inline(line))),
      );
    case 'list':
      return nodes.list.create(
        { ordered: block.ordered },
        block.items.map(({ level, spans }) => nodes.list_item.create({ level }, inline(spans))),
      );
    case 'code':
      return nodes.code_block.create(
        { language: block.language },
        block.text === '' ? [] : articleSchema.text(block.text),
      );
    case 'table':
      return table(block);
  }
}

type Atom = Extract<Block, { block: 'rule' | 'picture' | 'program' | 'payment' | 'product' | 'post' }>;

function isAtom(block: Block): block is Atom {
  return nodes[block.block === 'code' ? 'code_block' : block.block].isAtom;
}

/** A block as the editor holds it. */
export function blockToNode(block: Block): Node {
  if (!isAtom(block)) return text(block);
  const { block: name, ...attributes } = block;
  return nodes[name].create(attributes);
}

/** A document as the editor holds it: at least one paragraph, to write in. */
export function toEditor({ blocks }: ArticleDocument): Node {
  const content = blocks.length === 0 ? [nodes.paragraph.create()] : blocks.map(blockToNode);
  return nodes.doc.create(null, content);
}
