/** That somebody paid, and what they are given for it (CHN-33, CHN-34). */
import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { bytesOf, bytesUpTo } from '@shared/schemas.ts';
import { joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';
import { type RecordId, recordId } from '../wallet/ids.ts';
import { NONCE_LENGTH } from '../wallet/record.ts';
import { MOST_NODES, dayNodeSchema } from './dayKeys.ts';
import { SEAL_NONCE_LENGTH } from './seal.ts';

const TAG = 'banyan/channel/1';
/** Bytes by which two attempts to pay for the same are told apart. */
export const SALT_LENGTH = 16;
const ID_LENGTH = 32;
const MARK_LENGTH = 16;
/** Most keys one word gives. */
export const MOST_GIVEN = 40;

/** What is paid for, and by whom as the channel knows them. */
export interface ClaimPlace {
  readonly space: SpaceId;
  /** Null: a subscription. */
  readonly post: EventId | null;
  /** The key answers to this reader are sealed to. */
  readonly thread: Uint8Array;
}

/** What a claim rests on: a transfer for a post, a mandate for a subscription. */
export interface Claim {
  readonly record: RecordId;
  readonly salt: Uint8Array;
}

/**
 * The nonce of the wallet's record (CHN-33): it binds the payment to what it is for and to the one reader it is for, so that nobody else can claim by
 * it.
 */
export function claimNonce({ space, post, thread }: ClaimPlace, salt: Uint8Array): Uint8Array {
  const about = post === null ? new Uint8Array(ID_LENGTH) : idBytes(post);
  return taggedHash(TAG, 'claim', joinBytes(idBytes(space), about, thread, salt)).slice(0, NONCE_LENGTH);
}

/** As the words of a letter. */
export function claimText({ record, salt }: Claim): string {
  return toBase64url(joinBytes(idBytes(record), salt));
}

/** The way back; null for other words. */
export function readClaim(text: string): Claim | null {
  const bytes = fromBase64url(text);
  if (!bytes.ok || bytes.value.length !== ID_LENGTH + SALT_LENGTH) return null;
  const record = recordId(toBase64url(bytes.value.slice(0, ID_LENGTH)));
  return record.ok ? { record: record.value, salt: bytes.value.slice(ID_LENGTH) } : null;
}

/** What is given: the key of one post, or those of days. */
export type GivenPlace =
  | { readonly post: EventId }
  | { readonly inbox: Uint8Array; readonly first: number; readonly last: number };

/** By what a reader finds what was given to them, and editors see that it was: nobody else can tell two readers, or one reader's two, from each other. */
export function givenMark(space: SpaceId, thread: Uint8Array, place: GivenPlace): Uint8Array {
  const what =
    'post' in place ? idBytes(place.post) : joinBytes(place.inbox, fourBytes(place.first), fourBytes(place.last));
  return taggedHash(TAG, 'given', joinBytes(idBytes(space), thread, what)).slice(0, MARK_LENGTH);
}

/** The word `channel.opened`: keys, each sealed to one reader. */
export const openedSchema = v.strictObject({
  given: v.pipe(
    v.array(
      v.strictObject({
        mark: bytesOf(MARK_LENGTH),
        key: bytesOf(32),
        nonce: bytesOf(SEAL_NONCE_LENGTH),
        box: bytesUpTo(4096),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_GIVEN),
  ),
});
/** One of them. */
export type Given = v.InferOutput<typeof openedSchema>['given'][number];

/** Inside its box. */
export const givenSchema = v.variant('t', [
  v.strictObject({ t: v.literal('post'), post: bytesOf(ID_LENGTH), key: bytesOf(32) }),
  v.strictObject({
    t: v.literal('days'),
    inbox: bytesOf(32),
    nodes: v.pipe(v.array(dayNodeSchema), v.minLength(1), v.maxLength(MOST_NODES), v.readonly()),
  }),
]);
/** See {@link givenSchema}. */
export type GivenKey = v.InferOutput<typeof givenSchema>;

function fourBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
