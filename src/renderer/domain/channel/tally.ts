/** What readers think of a post of a channel, as its editors count it (CHN-19). Pure. */
import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { taggedHash } from '../codec/bytes.ts';
import { MAX_MARK, MOST_TALLIED } from '../feed/tally.ts';

/** Readers that are told apart below one post; of more, those whose names come first. */
export const MOST_COUNTED = 1000;
/** Length of a reader's name in a tally, bytes. */
const READER_LENGTH = 16;
/** Clocks of readers are believed so far ahead, ms: what says to be later would stand for ever. */
export const REACTION_AHEAD = 24 * 3_600_000;

/** What one reader thinks of one post. */
export interface Reaction {
  /** Who it is, among all editors and to nobody else. */
  readonly reader: string;
  /** Null: taken back. */
  readonly mark: string | null;
  /** By the reader's clock: the newest counts. */
  readonly at: number;
}

/** What is known about one post, by reader. */
export type Reactions = ReadonlyMap<string, Pick<Reaction, 'mark' | 'at'>>;

/** How many readers gave one sign. */
export interface SignCount {
  readonly mark: string;
  readonly count: number;
}

/** Under which name a reader's letter key is counted. */
export function readerOf(thread: Uint8Array): string {
  return toBase64url(taggedHash('banyan/channel/1', 'reader', thread).slice(0, READER_LENGTH));
}

/** Whether something may stand as a sign below a post: one emoji, and no words. */
export function isSign(mark: string): boolean {
  return mark.length <= MAX_MARK && /^\p{RGI_Emoji}$/v.test(mark);
}

/**
 * With more reactions: of each reader the newest, of equal times that with the greater sign, taking back being the least. In whatever order and however often
 * they come, and whichever editor puts them together, it is the same. The same `before` where nothing is new.
 */
export function joinReactions(before: Reactions, more: readonly Reaction[]): Reactions {
  const joined = new Map(before);
  let isNew = false;
  for (const { reader, mark, at } of more) {
    const known = joined.get(reader);
    if (known !== undefined && !isLater({ mark, at }, known)) continue;
    joined.set(reader, { mark, at });
    isNew = true;
  }
  if (!isNew) return before;
  return joined.size <= MOST_COUNTED ? joined : new Map(byName(joined).slice(0, MOST_COUNTED));
}

/** How many gave each sign, most first; of more signs than a tally says, those most gave. */
export function countSigns(reactions: Reactions): readonly SignCount[] {
  const counts = new Map<string, number>();
  for (const { mark } of reactions.values()) if (mark !== null) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return [...counts]
    .map(([mark, count]) => ({ mark, count }))
    .toSorted((one, other) => other.count - one.count || (one.mark < other.mark ? -1 : 1))
    .slice(0, MOST_TALLIED);
}

/** Whether two tallies say the same. */
export function isSameTally(one: readonly SignCount[], other: readonly SignCount[]): boolean {
  const counts = new Map(other.map(({ mark, count }) => [mark, count]));
  return one.length === other.length && one.every(({ mark, count }) => counts.get(mark) === count);
}

/** What editors counted with this reader's own mark in place of the one they have of them. */
export function withOwnMark(
  counted: readonly SignCount[],
  own: { readonly mark: string | null; readonly counted: string | null },
): readonly SignCount[] {
  if (own.mark === own.counted) return counted;
  const counts = new Map(counted.map(({ mark, count }) => [mark, count]));
  if (own.counted !== null) counts.set(own.counted, (counts.get(own.counted) ?? 1) - 1);
  if (own.mark !== null) counts.set(own.mark, (counts.get(own.mark) ?? 0) + 1);
  return [...counts].flatMap(([mark, count]) => (count > 0 ? [{ mark, count }] : []));
}

const reactionSchema = v.pipe(
  v.strictTuple([bytesOf(READER_LENGTH), v.nullable(v.pipe(v.string(), v.check(isSign, 'no sign'))), timeSchema]),
  v.transform(([reader, mark, at]): Reaction => ({ reader: toBase64url(reader), mark, at })),
);
/** Reactions as they are sealed for editors, and kept. */
export const reactionsSchema = v.pipe(v.array(reactionSchema), v.maxLength(MOST_COUNTED), v.readonly());

/** The way back. */
export function encodeReactions(reactions: readonly Reaction[]): readonly unknown[] {
  return reactions.flatMap(({ reader, mark, at }) => {
    const bytes = fromBase64url(reader);
    return bytes.ok ? [[bytes.value, mark, at]] : [];
  });
}

/** All that is known about a post, one by one. */
export function allReactions(reactions: Reactions): readonly Reaction[] {
  return byName(reactions).map(([reader, { mark, at }]) => ({ reader, mark, at }));
}

function isLater(one: Pick<Reaction, 'mark' | 'at'>, other: Pick<Reaction, 'mark' | 'at'>): boolean {
  if (one.at !== other.at) return one.at > other.at;
  return (one.mark ?? '') > (other.mark ?? '');
}

function byName<Value>(reactions: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...reactions].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
