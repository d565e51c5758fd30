import type { LinkRange } from '@domain/markup/run.ts';
import { linkify } from '@ui/text/linkify.ts';

/** The addresses in a text that may be opened, with their places. */
export function messageLinks(text: string): readonly LinkRange[] {
  let start = 0;
  return linkify(text).flatMap((part) => {
    const here = start;
    start += part.text.length;
    return part.kind === 'link' ? [{ start: here, end: start, url: part.url }] : [];
  });
}
