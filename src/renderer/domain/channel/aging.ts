/** What becomes of a reader's own letters with time (CHN-21). Pure. */
import type { SentRecord } from './records.ts';

const DAY = 24 * 3_600_000;
/** How long a letter is told to others that no editor has, ms. */
export const SENT_FOR = 30 * DAY;
/** How long a letter is kept after the last that was said about it, ms. */
export const SENT_KEPT_FOR = 180 * DAY;
/** Most own letters that are kept, to all channels together. */
export const MOST_SENT = 500;

/** What is to be changed, and what goes. */
export interface AgedLetters {
  readonly changed: ReadonlyMap<string, SentRecord>;
  readonly gone: readonly string[];
}

/** Looks through one's own letters: those no editor took in time say so, and what is long over goes, the oldest first where there are too many. */
export function ageLetters(sent: ReadonlyMap<string, SentRecord>, now: number): AgedLetters {
  const changed = new Map(
    [...sent].flatMap(([id, letter]) =>
      letter.state === 'waiting' && letter.at + SENT_FOR <= now ? [[id, expired(letter)] as const] : [],
    ),
  );
  const left = [...sent].map(([id, letter]) => ({ id, letter: changed.get(id) ?? letter }));
  const over = new Set(left.filter(({ letter }) => isOver(letter, now)).map(({ id }) => id));
  const kept = left.filter(({ id }) => !over.has(id)).toSorted(goesFirst);
  const tooMany = kept.slice(0, Math.max(0, kept.length - MOST_SENT)).map(({ id }) => id);
  const gone = [...over, ...tooMany];
  for (const id of gone) changed.delete(id);
  return { changed, gone };
}

function expired(letter: SentRecord): SentRecord {
  return { ...letter, state: 'expired', envelope: null };
}

function isOver(letter: SentRecord, now: number): boolean {
  return letter.state !== 'waiting' && lastSaid(letter) + SENT_KEPT_FOR <= now;
}

function lastSaid({ at, answers }: SentRecord): number {
  return answers.reduce((last, answer) => Math.max(last, answer.at), at);
}

interface Kept {
  readonly letter: SentRecord;
}

/** What nobody waits for any more before what is on its way, the older first. */
function goesFirst({ letter: one }: Kept, { letter: other }: Kept): number {
  return Number(one.state === 'waiting') - Number(other.state === 'waiting') || lastSaid(one) - lastSaid(other);
}
