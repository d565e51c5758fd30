/** What readers of a channel say to each other beside its events, on the lane `channels` (CHN-9). */
import * as v from 'valibot';
import { bytesOf, bytesUpTo, countSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { MAX_CHARTER_BYTES } from './charter.ts';
import { MAX_LETTER_BYTES } from './letter.ts';
import { MOST_HINTS } from './link.ts';
import { MAX_CHANNEL_NAME } from './face.ts';
import { SKETCH_BYTES } from './readers.ts';

/** Times a letter is handed on at most: a room of 100,000 readers with eight links each is crossed in about six. */
export const MOST_HOPS = 12;
/** Most channels one contact vouches for. */
export const MOST_VOUCHES = 50;

const wordSchema = v.variant('t', [
  /** How far one's charter goes: said first, so that it is sent only to who lacks it. Null: one has none. */
  v.strictObject({ t: v.literal('at'), n: v.nullable(countSchema), id: v.nullable(bytesOf(32)) }),
  v.strictObject({ t: v.literal('charter'), bytes: bytesUpTo(MAX_CHARTER_BYTES) }),
  v.strictObject({
    t: v.literal('letter'),
    hops: v.pipe(countSchema, v.maxValue(MOST_HOPS)),
    bytes: bytesUpTo(MAX_LETTER_BYTES),
  }),
  v.strictObject({ t: v.literal('count'), epoch: countSchema, sketch: bytesOf(SKETCH_BYTES) }),
]);
/** See the file. */
export type ReaderWord = v.InferOutput<typeof wordSchema>;

const vouchSchema = v.strictObject({
  t: v.literal('vouch'),
  channels: v.pipe(
    v.array(
      v.strictObject({
        key: bytesOf(32),
        name: v.pipe(v.string(), v.maxLength(MAX_CHANNEL_NAME)),
        signaling: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(MOST_HINTS), v.readonly()),
      }),
    ),
    v.maxLength(MOST_VOUCHES),
    v.readonly(),
  ),
});
/** All channels a contact vouches for: said between two people, in place of what was said before (CHN-14). */
export type VouchWord = v.InferOutput<typeof vouchSchema>;

/** As bytes. */
export function encodeWord(word: ReaderWord | VouchWord): Uint8Array {
  return encodeCanonical(word);
}

/** Null for what is none. Never throws. */
export function decodeReaderWord(bytes: Uint8Array): ReaderWord | null {
  return readCanonical(wordSchema, bytes);
}

/** The same for what contacts say. */
export function decodeVouchWord(bytes: Uint8Array): VouchWord | null {
  return readCanonical(vouchSchema, bytes);
}
