import type { Span } from '@domain/article/document.ts';
import type { ForeignBlock } from '@ports/articleReader.ts';

/** The lines of text of blocks, and what of them is no text. */
export interface InnerLines {
  readonly lines: readonly (readonly Span[])[];
  readonly rest: readonly ForeignBlock[];
}

/** The lines of one block; null for one that is no text. */
function linesOf(block: ForeignBlock): readonly (readonly Span[])[] | null {
  switch (block.block) {
    case 'paragraph':
    case 'heading':
      return [block.spans];
    case 'quote':
      return block.paragraphs;
    case 'list':
      return block.items.map(({ spans }) => [{ text: '– ' }, ...spans]);
    case 'code':
      return block.text === '' ? [] : [[{ text: block.text, code: true }]];
    default:
      return null;
  }
}

/** Parts the text of blocks from pictures, tables and rules, which do not go into a quote, an entry or a cell. */
export function innerLines(blocks: readonly ForeignBlock[]): InnerLines {
  const parted = blocks.map((block) => ({ block, lines: linesOf(block) }));
  return {
    lines: parted.flatMap(({ lines }) => lines ?? []),
    rest: parted.filter(({ lines }) => lines === null).map(({ block }) => block),
  };
}

/** The lines one below the other in one piece of text. */
export function joinLines(lines: readonly (readonly Span[])[]): readonly Span[] {
  return lines.flatMap((line, index) => (index === 0 ? line : [{ text: '\n' }, ...line]));
}
