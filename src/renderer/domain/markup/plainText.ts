import { readMarkup } from './markup.ts';
import type { LinkRange } from './run.ts';

/** What may be an address: no mark in it is one. Looser than what is made clickable, for nothing here leads anywhere. */
const ADDRESS = /(?:https?:\/\/|mailto:|www\.)[^\s<>"'`)\]]+/giu;

/** The words of a message without the marks that are drawn (MKP-8): for a line in a list, a notification, a reader of screens. */
export function plainText(text: string): string {
  const links = [...text.matchAll(ADDRESS)].map(({ index, 0: url }): LinkRange => ({
    start: index,
    end: index + url.length,
    url,
  }));
  return readMarkup(text, links)
    .map((block) => (block.block === 'code' ? block.text : block.runs.map((run) => run.text).join('')))
    .join('\n');
}
