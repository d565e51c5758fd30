import type { StandingLine } from './records.ts';

/** Lines of one author in one instance that lead somewhere and stand in the conversation, at most. */
export const MAX_LEADING_LINES = 20;

/** What a new line of a program comes to. */
export interface LineTaken {
  /** The lines of the instance that stand now. */
  readonly lines: readonly StandingLine[];
  /** The one that gave way; null where there was room. */
  readonly gone: StandingLine | null;
}

/**
 * Puts a line among those of its instance (MIN-10): of one author the newest that leads nowhere stands, and the newest
 * {@link MAX_LEADING_LINES} that lead somewhere. By time, then id, so that the same lines stand whatever order they come in. Null where
 * the new one does not stand.
 */
export function withLine(lines: readonly StandingLine[], mine: StandingLine): LineTaken | null {
  const isMate = (line: StandingLine) => line.author === mine.author && line.leads === mine.leads;
  const mates = lines.filter(isMate);
  if (mates.some(({ id }) => id === mine.id)) return null;
  const newestFirst = [...mates, mine].toSorted(newerFirst);
  const most = mine.leads === true ? MAX_LEADING_LINES : 1;
  const gone = newestFirst.length > most ? (newestFirst.at(-1) ?? null) : null;
  if (gone === mine) return null;
  return { lines: [...lines.filter((line) => line !== gone), mine], gone };
}

function newerFirst(one: StandingLine, other: StandingLine): number {
  if (one.at !== other.at) return other.at - one.at;
  return one.id < other.id ? 1 : -1;
}
