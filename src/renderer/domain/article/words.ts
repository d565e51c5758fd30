/** The words of an article: to find it by, and to say how long it takes to read. */
import type { ArticleDocument, Block, Span } from './document.ts';

/** Words a person reads in a minute. */
const PACE = 220;

const textOf = (spans: readonly Span[]) => spans.map(({ text }) => text).join('');

/** What one block says, without marks. */
export function blockText(block: Block): string {
  switch (block.block) {
    case 'paragraph':
    case 'heading':
      return textOf(block.spans);
    case 'quote':
    case 'list':
      return linesOf(block).map(textOf).join('\n');
    case 'code':
      return block.text;
    case 'table':
      return block.rows.map((row) => row.map(textOf).join(' ')).join('\n');
    default:
      return labelOf(block);
  }
}

function linesOf(block: Extract<Block, { block: 'quote' | 'list' }>): readonly (readonly Span[])[] {
  return block.block === 'quote' ? block.paragraphs : block.items.map(({ spans }) => spans);
}

function labelOf(
  block: Extract<Block, { block: 'picture' | 'program' | 'payment' | 'product' | 'post' | 'rule' }>,
): string {
  switch (block.block) {
    case 'picture':
      return block.caption;
    case 'program':
      return block.program.name;
    case 'payment':
      return block.label;
    case 'product':
      return [block.name, priceText(block), block.words].filter((text) => text !== '').join('\n');
    case 'post':
      return block.title;
    case 'rule':
      return '';
  }
}

/** What a product costs, as its seller says it; empty where they do not. */
export function priceText({ amount, unit }: Pick<Extract<Block, { block: 'product' }>, 'amount' | 'unit'>): string {
  return amount === '' ? '' : `${amount} ${unit}`.trim();
}

/** Everything an article says, a block to a line. */
export function articleText({ blocks }: ArticleDocument): string {
  return blocks
    .map(blockText)
    .filter((text) => text.trim() !== '')
    .join('\n');
}

/** How many words there are, in whatever script (ART-5). */
export function countWords(text: string): number {
  let words = 0;
  for (const { isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (isWordLike === true) words += 1;
  }
  return words;
}

/** Minutes it takes to read so many words, at least one (ART-5). */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.round(words / PACE));
}
