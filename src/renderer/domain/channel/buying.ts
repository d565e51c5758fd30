/** By what the devices of one person pay for the same once: what they all derive alike from a secret of theirs (CHN-40). */
import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { joinBytes, taggedHash } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { idBytes } from '../event/codec.ts';
import type { EventId } from '@shared/ids.ts';
import { SALT_LENGTH } from './claim.ts';

const TAG = 'banyan/buying/1';
const ID_LENGTH = 32;
/** Bytes of the secret. */
export const BUYING_LENGTH = 32;

/** A secret that own devices share. Each may have made one before it heard of another's: all are kept, and one is used. */
export const buyingRecordSchema = v.strictObject({ v: v.literal(1), secret: bytesOf(BUYING_LENGTH), at: timeSchema });
/** See {@link buyingRecordSchema}. */
export type BuyingRecord = v.InferOutput<typeof buyingRecordSchema>;

/** The bytes of a record. */
export function buyingRecordBytes(record: BuyingRecord): Uint8Array {
  return encodeCanonical(record);
}

/** Under which id it is kept, which tells nothing of it. */
export function buyingId({ secret }: Pick<BuyingRecord, 'secret'>): string {
  return toBase64url(taggedHash(TAG, 'id', secret));
}

/** In the order in which they count: the oldest is used, of two of one time that of the smaller id. */
export function inOrder(records: readonly BuyingRecord[]): readonly BuyingRecord[] {
  return records.toSorted((one, other) => one.at - other.at || (buyingId(one) < buyingId(other) ? -1 : 1));
}

/** The seed of the key that answers to purchases in a channel are sealed to: another in each, so that two channels cannot tell whose they are. */
export function threadSeed(secret: Uint8Array, space: SpaceId): Uint8Array {
  return taggedHash(TAG, 'thread', joinBytes(secret, idBytes(space)));
}

/** The salt of the payment for a post (null: a subscription). `serial` counts those before that were not taken. */
export function buyingSalt(
  secret: Uint8Array,
  { space, post, serial }: { readonly space: SpaceId; readonly post: EventId | null; readonly serial: number },
): Uint8Array {
  const about = post === null ? new Uint8Array(ID_LENGTH) : idBytes(post);
  return taggedHash(TAG, 'salt', joinBytes(secret, idBytes(space), about, Uint8Array.of(serial))).slice(0, SALT_LENGTH);
}
