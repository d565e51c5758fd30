/** What the person refused, and why: a log for nobody but themselves. */
import * as v from 'valibot';
import { accountIdSchema, eventIdSchema, spaceIdSchema, timeSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';

/** Most entries of the log; the oldest go. */
export const MAX_REFUSALS = 2000;
/** Longest note of one entry, UTF-16 units. */
export const MAX_REFUSAL_NOTE = 2000;
/** Longest text of a message that is kept in an entry, UTF-16 units. */
export const MAX_REFUSAL_WORDS = 4000;

/** What was done. */
export const refusalDeeds = ['declined', 'blocked', 'unblocked', 'reported'] as const;
/** Why, as the person chose. */
export const refusalReasons = ['spam', 'scam', 'insult', 'threat', 'unknown', 'other'] as const;

const entries = {
  at: timeSchema,
  deed: v.picklist(refusalDeeds),
  account: accountIdSchema,
  /** As they were called then. */
  name: v.pipe(v.string(), v.maxLength(256)),
  /** Null: none was given. */
  reason: v.nullable(v.picklist(refusalReasons)),
  note: v.pipe(v.string(), v.maxLength(MAX_REFUSAL_NOTE)),
  /** The message it was about, with its words as they were here; null where it was about none. */
  message: v.nullable(
    v.strictObject({
      space: spaceIdSchema,
      id: eventIdSchema,
      at: timeSchema,
      text: v.pipe(v.string(), v.maxLength(MAX_REFUSAL_WORDS)),
    }),
  ),
};

/** One entry (PRE-12). */
export const refusalSchema = v.strictObject(entries);
/** See {@link refusalSchema}. */
export type Refusal = v.InferOutput<typeof refusalSchema>;

const kept = v.strictObject({ v: v.literal(1), ...entries });

/** The bytes of an entry. */
export function encodeRefusal(refusal: Refusal): Uint8Array {
  return encodeCanonical({ v: 1, ...refusal });
}

/** The way back; null for what is no such entry. */
export function decodeRefusal(bytes: Uint8Array): Refusal | null {
  const read = readCanonical(kept, bytes);
  if (read === null) return null;
  const { v: _version, ...refusal } = read;
  return refusal;
}

/** The id an entry is kept under: they stand in the order of their times. */
export function refusalId({ at, account }: Pick<Refusal, 'at' | 'account'>): string {
  return `${String(at).padStart(16, '0')}.${account}`;
}
