/** A line of words around what was found (SRC-5). */
import type { Marks } from './matcher.ts';

/** Words around what was found, and where in them it is. */
export interface Excerpt {
  readonly text: string;
  readonly marks: Marks;
}

/** How much is shown before the first mark, UTF-16 code units. */
const BEFORE = 48;
/** How long an excerpt is at most. */
const LONGEST = 180;
const CUT = '…';
/** How far a better place for a cut is looked for. */
const REACH = 16;

/** Cuts a line out of a text. Never in the midst of a letter with its marks, an emoji, or, where there are spaces near, a word. */
export function excerptOf(text: string, marks: Marks): Excerpt {
  const line = text.replaceAll(/[\s\p{Cc}]/gu, ' ');
  const first = marks[0]?.[0] ?? 0;
  const start = first <= BEFORE ? 0 : cutAt(line, first - BEFORE, first);
  const end = line.length - start <= LONGEST ? line.length : cutAt(line, start + LONGEST - REACH, start + LONGEST);
  const before = start === 0 ? '' : CUT;
  const shift = before.length - start;
  return {
    text: before + line.slice(start, end) + (end === line.length ? '' : CUT),
    marks: marks.filter(([from]) => from < end).map(([from, to]) => [from + shift, Math.min(to, end) + shift] as const),
  };
}

/** The first place between two at which a word begins, else at which a letter does. */
function cutAt(line: string, from: number, to: number): number {
  const space = line.indexOf(' ', from);
  if (space >= 0 && space < Math.min(from + REACH, to)) return space + 1;
  const window = Math.max(0, from - REACH);
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(line.slice(window, to + REACH));
  const starts = Array.from(letters, ({ index }) => window + index);
  return starts.find((start) => start >= from && start <= to) ?? from;
}
