/** Puts blocks into the one form in which an article is kept, whatever they were made from (ART-3). */
import { cleanWords } from '@shared/cleanLine.ts';
import type { ArticleDocument, Block, Span } from './document.ts';
import { MAX_SPAN, MOST_BLOCKS, MOST_CELLS, MOST_COLUMNS, MOST_LINES, linesOf } from './document.ts';

/** Most pieces of text in one line, and most lines in one list, quote or table. */
export const MOST_PARTS = 1000;
/** Longest block of code, UTF-16 code units. */
export const MAX_CODE = 100_000;

/** Cuts a text to a length, never within a letter of two units. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, most).replace(/[\ud800-\udbff]$/u, '');
}

function sameMarks(left: Span, right: Span): boolean {
  return (
    left.bold === right.bold &&
    left.italic === right.italic &&
    left.strike === right.strike &&
    left.code === right.code &&
    left.link === right.link
  );
}

/** Text without what nothing draws and without what turns it about, no longer than `most`. */
export function tidyText(text: string, most: number): string {
  return cleanWords(cutText(cleanWords(text), most));
}

/** Pieces of text, neighbours with the same marks joined, empty ones left out. */
export function tidySpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const text = cleanWords(span.text);
    const last = joined.at(-1);
    if (text === '') continue;
    if (last !== undefined && sameMarks(last, span)) joined[joined.length - 1] = { ...last, text: last.text + text };
    else joined.push({ ...span, text });
  }
  return joined.slice(0, MOST_PARTS).map((span) => ({ ...span, text: tidyText(span.text, MAX_SPAN) }));
}

function tidyTable(block: Extract<Block, { block: 'table' }>): readonly Block[] {
  const rows = block.rows.slice(0, MOST_PARTS).map((row) => row.slice(0, MOST_COLUMNS).map(tidySpans));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  if (columns === 0) return [];
  const pad = (row: readonly (readonly Span[])[]) => [
    ...row,
    ...Array.from({ length: columns - row.length }, (): readonly Span[] => []),
  ];
  return [{ ...block, rows: rows.slice(0, Math.floor(MOST_CELLS / columns)).map(pad) }];
}

/** A block in its one form; none where nothing is left of it. */
export function tidyBlock(block: Block): readonly Block[] {
  switch (block.block) {
    case 'paragraph':
    case 'heading':
      return [{ ...block, spans: tidySpans(block.spans) }];
    case 'quote': {
      const paragraphs = block.paragraphs.slice(0, MOST_PARTS).map(tidySpans);
      return paragraphs.length === 0 ? [] : [{ ...block, paragraphs }];
    }
    case 'list': {
      const items = block.items.slice(0, MOST_PARTS).map((item) => ({ ...item, spans: tidySpans(item.spans) }));
      return items.length === 0 ? [] : [{ ...block, items }];
    }
    case 'table':
      return tidyTable(block);
    case 'code':
      return [{ ...block, text: tidyText(block.text, MAX_CODE) }];
    default:
      return [block];
  }
}

/** A document of these blocks, as far as one may be long. */
export function tidyArticle(blocks: readonly Block[]): ArticleDocument {
  const tidied: Block[] = [];
  let lines = 0;
  for (const block of blocks.flatMap(tidyBlock)) {
    lines += linesOf(block);
    if (lines > MOST_LINES || tidied.length === MOST_BLOCKS) break;
    tidied.push(block);
  }
  return { v: 1, blocks: tidied };
}

const isEmpty = (spans: readonly Span[]) => spans.every(({ text }) => text.trim() === '');

function isBlank(block: Block): boolean {
  return block.block === 'paragraph' && isEmpty(block.spans);
}

/** A block without entries and lines that say nothing; none where all do. */
function withoutEmpty(block: Block): readonly Block[] {
  switch (block.block) {
    case 'heading':
      return isEmpty(block.spans) ? [] : [block];
    case 'list': {
      const items = block.items.filter(({ spans }) => !isEmpty(spans));
      return items.length === 0 ? [] : [{ ...block, items }];
    }
    case 'quote': {
      const paragraphs = block.paragraphs.filter((line) => !isEmpty(line));
      return paragraphs.length === 0 ? [] : [{ ...block, paragraphs }];
    }
    default:
      return [block];
  }
}

/**
 * The document as it is published: without headings, entries and quoted lines that say nothing, without empty paragraphs at its ends,
 * and with at most one between others.
 */
export function trimArticle({ blocks }: ArticleDocument): ArticleDocument {
  const said = blocks.flatMap(withoutEmpty);
  const kept = said.filter((block, index) => !isBlank(block) || !isBlank(said[index + 1] ?? block));
  return { v: 1, blocks: kept.filter((block, index) => !isBlank(block) || (index > 0 && index < kept.length - 1)) };
}
