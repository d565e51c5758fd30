import { createHash, randomBytes } from 'node:crypto';
import type { BlobId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { Journal, JournalFailure } from '../../journal/journal.ts';
import type { Increment } from '../collect.ts';
import type { PlanState, PlannedPart } from './planFile.ts';
import { MOST_NUMBER, numberIn } from './planFolder.ts';

/** With so many parts a new set begins: each is a file to lose, and to hand over when coming back. */
const MOST_PARTS = 31;
const ID_BYTES = 32;

/** What the next backup is. */
export interface NextPart {
  readonly set: string;
  readonly number: number;
  readonly increment: Increment;
}

/**
 * What the next backup holds: everything, or what is new since the parts `there`. Of a part that was lost everything since is written again, so
 * that the last of what replaces something comes last; of blobs, those that no part has. A number that was given to a file stays that file's,
 * whatever became of it: it may lie somewhere as a copy.
 */
export async function nextPart(
  plan: PlanState,
  there: readonly PlannedPart[],
  journal: Journal,
): Promise<Result<NextPart, JournalFailure>> {
  const described = await journal.describe();
  if (!described.ok) return described;
  const { set } = plan;
  const own = there.filter((part) => part.set === set);
  const known = plan.parts.filter((part) => part.set === set);
  const newest = known.at(-1);
  const isSame = await isSameJournal(journal, newest);
  if (!isSame.ok) return isSame;
  if (set === null || newest === undefined || !isSame.value) return ok(firstPart());
  const number = Math.max(newest.number, numberIn(plan.pending, set)) + 1;
  const hasRoom = own.length > 0 && own.length < MOST_PARTS && number <= MOST_NUMBER;
  if (!hasRoom || newest.until > described.value.count) return ok(firstPart());
  const names = new Set(own.map(({ name }) => name));
  const lost = known.filter(({ name }) => !names.has(name));
  const from = Math.min(newest.until, ...lost.map((part) => part.from));
  const held = new Set(own.flatMap(idsOf));
  const rests = own.map((part) => ({
    number: part.number,
    entries: part.entries,
    blobs: part.blobs.length / ID_BYTES,
  }));
  return ok({ set, number, increment: { chain: { set, number, parts: rests }, from, has: (id) => held.has(id) } });
}

function firstPart(): NextPart {
  const set = randomBytes(16).toString('hex');
  return { set, number: 0, increment: { chain: { set, number: 0, parts: [] }, from: 0, has: () => false } };
}

/** The ids of a part's blobs. */
function idsOf({ blobs }: PlannedPart): BlobId[] {
  return Array.from(
    { length: blobs.length / ID_BYTES },
    // 32 bytes in base64url are an id, whatever they are.
    (_, place) => toBase64url(blobs.subarray(place * ID_BYTES, (place + 1) * ID_BYTES)) as BlobId,
  );
}

/** A journal that was lost and grew anew gives the same numbers to other entries. An entry that was dropped since tells nothing. */
async function isSameJournal(
  journal: Journal,
  newest: PlannedPart | undefined,
): Promise<Result<boolean, JournalFailure>> {
  const last = newest?.last ?? null;
  if (last === null) return ok(true);
  const found = await lastEntry(journal, last.number + 1);
  if (!found.ok) return found;
  return ok(found.value === null || Buffer.compare(found.value.hash, last.hash) === 0);
}

/** Number and hash of the entry right before a number; null where it was dropped, or there is none. */
export async function lastEntry(
  journal: Journal,
  before: number,
): Promise<Result<{ readonly number: number; readonly hash: Uint8Array } | null, JournalFailure>> {
  if (before === 0) return ok(null);
  const number = before - 1;
  const page = await journal.read(number, 1);
  if (!page.ok) return page;
  const [entry] = page.value.entries;
  if (entry === undefined || page.value.numbers[0] !== number) return ok(null);
  return ok({ number, hash: createHash('sha256').update(entry).digest() });
}
