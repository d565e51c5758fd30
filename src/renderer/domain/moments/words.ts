/** What two people say to each other about circles, in the lane `moments` of a link (VIS-4, LNK-13). */
import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { bytesOf, bytesUpTo } from '@shared/schemas.ts';
import { compareBytes, joinBytes, taggedHash } from '../codec/bytes.ts';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import { idBytes } from '../event/codec.ts';
import { MAX_PASS_BYTES, type Pass } from './pass.ts';

/** Most passes in one word. */
export const PASSES_PER_WORD = 256;
/** Most circles one person shows to hold to another. */
export const MOST_HELD = 4096;
/** Most spaces told of in one word. */
export const ASIDES_PER_WORD = 1024;
/** Length of a blinded id, bytes. */
export const BLINDED_LENGTH = 8;
/** The number of blinded ids is rounded up to a multiple of this with random ones: how many circles somebody reads is not told. */
export const HELD_STEP = 32;

/** A space beside a circle (FED-2): where one reader remarks, or tells the owner what they have seen. */
export interface Aside {
  readonly circle: SpaceId;
  readonly reader: AccountId;
  readonly what: 'remarks' | 'whispers';
}

/** See {@link encodeMomentWord}. */
export type MomentWord =
  /** The owner gives leave to whom it is said to. */
  | { readonly t: 'give'; readonly passes: readonly Uint8Array[] }
  /** Blinded ids of circles the speaker reads, some of them made up. */
  | { readonly t: 'hold'; readonly ids: Uint8Array }
  /** The speaker's own passes of circles both read. */
  | { readonly t: 'show'; readonly passes: readonly Uint8Array[] }
  /** Spaces beside circles that the speaker holds and the other may read. */
  | { readonly t: 'aside'; readonly spaces: readonly Aside[] };

const passes = v.pipe(v.array(bytesUpTo(MAX_PASS_BYTES)), v.maxLength(PASSES_PER_WORD), v.readonly());
const wordSchema = v.variant('t', [
  v.strictObject({ t: v.literal('give'), passes }),
  v.strictObject({
    t: v.literal('hold'),
    ids: v.pipe(
      bytesUpTo(MOST_HELD * BLINDED_LENGTH),
      v.check((ids) => ids.length % BLINDED_LENGTH === 0, 'ids of another length'),
    ),
  }),
  v.strictObject({ t: v.literal('show'), passes }),
  v.strictObject({
    t: v.literal('aside'),
    spaces: v.pipe(
      v.array(
        v.pipe(
          v.strictTuple([bytesOf(32), bytesOf(32), v.picklist(['remarks', 'whispers'])]),
          v.transform(([circle, reader, what]): Aside => ({
            circle: toBase64url(circle) as SpaceId,
            reader: toBase64url(reader) as AccountId,
            what,
          })),
        ),
      ),
      v.maxLength(ASIDES_PER_WORD),
      v.readonly(),
    ),
  }),
]);

/** A word as canonical CBOR. */
export function encodeMomentWord(word: MomentWord): Uint8Array {
  if (word.t !== 'aside') return encodeCanonical(word);
  const spaces = word.spaces.map(({ circle, reader, what }) => [idBytes(circle), idBytes(reader), what]);
  return encodeCanonical({ t: 'aside', spaces });
}

/** `unknown` is a word of a later version, to be passed over; null is none at all, an offence. */
export function readMomentWord(bytes: Uint8Array): MomentWord | 'unknown' | null {
  const decoded = decodeCanonical(bytes);
  if (!decoded.ok) return null;
  const parsed = v.safeParse(wordSchema, decoded.value);
  if (parsed.success) return parsed.output;
  const other = v.safeParse(v.object({ t: v.pipe(v.string(), v.maxLength(32)) }), decoded.value);
  return other.success && !['give', 'hold', 'show', 'aside'].includes(other.output.t) ? 'unknown' : null;
}

/**
 * The id of a circle at an epoch between two devices: known to both if both were given leave in that epoch, of no use to anybody else (VIS-5).
 * Who lost leave does not know the secret of the next epoch, and is so not even told that others still read it.
 */
export function blindedId({ circle, secret }: Pick<Pass, 'circle' | 'secret'>, one: DeviceId, other: DeviceId): string {
  const pair = [idBytes(one), idBytes(other)].toSorted(compareBytes);
  const hash = taggedHash('banyan/moments/1', 'blinded', joinBytes(secret, idBytes(circle), ...pair));
  return toBase64url(hash.subarray(0, BLINDED_LENGTH));
}

/** The ids of a `hold` word. */
export function splitHeld(ids: Uint8Array): ReadonlySet<string> {
  const count = ids.length / BLINDED_LENGTH;
  return new Set(
    Array.from({ length: count }, (_, place) =>
      toBase64url(ids.subarray(place * BLINDED_LENGTH, (place + 1) * BLINDED_LENGTH)),
    ),
  );
}
