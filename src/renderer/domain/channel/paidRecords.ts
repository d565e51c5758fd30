/** What a reader's device keeps of what was paid for (CHN-34). */
import * as v from 'valibot';
import {
  blobIdSchema,
  bytesOf,
  bytesUpTo,
  countSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { priceAmountSchema } from '../feed/paid.ts';
import { MOST_NODES, dayNodeSchema } from './dayKeys.ts';
import { SALT_LENGTH } from './claim.ts';
import { MAX_LETTER_BYTES } from './letter.ts';
import { readRecord } from './records.ts';

const SEED_LENGTH = 32;

/** That this person paid, from whichever own device (CHN-40). Kept before the payment is signed: without it nobody could tell what the payment was for. */
export const claimRecordSchema = v.strictObject({
  v: v.literal(1),
  channel: spaceIdSchema,
  /** Null: a subscription. */
  post: v.nullable(eventIdSchema),
  salt: bytesOf(SALT_LENGTH),
  /** The letter that says so; null once an editor has it. */
  envelope: v.nullable(bytesUpTo(MAX_LETTER_BYTES)),
  at: timeSchema,
  /** Seed of the key that what is given for it is sealed to, made for this claim alone. Absent in older ones: the device's own in the channel. */
  thread: v.optional(bytesOf(SEED_LENGTH)),
  /** Until when the payment may be taken, ms; absent of a subscription, and in older ones. */
  until: v.optional(timeSchema),
});
/** See {@link claimRecordSchema}. */
export type ClaimRecord = v.InferOutput<typeof claimRecordSchema>;

/** A key one was given: of a post, or of days. */
export const keyRecordSchema = v.variant('t', [
  v.strictObject({
    v: v.literal(1),
    channel: spaceIdSchema,
    t: v.literal('post'),
    post: eventIdSchema,
    key: bytesOf(32),
  }),
  v.strictObject({
    v: v.literal(1),
    channel: spaceIdSchema,
    t: v.literal('days'),
    inbox: bytesOf(32),
    nodes: v.pipe(v.array(dayNodeSchema), v.minLength(1), v.maxLength(MOST_NODES), v.readonly()),
  }),
]);
/** See {@link keyRecordSchema}. */
export type KeyRecord = v.InferOutput<typeof keyRecordSchema>;

/** A paid post that was opened here: its text lies beside the sealed one, in a blob no event speaks of, so nobody else is given it. */
export const openedRecordSchema = v.strictObject({
  v: v.literal(1),
  /** The sealed document it was made of: after an edit it is another. */
  sealed: blobIdSchema,
  plain: blobIdSchema,
  size: countSchema,
});
/** See {@link openedRecordSchema}. */
export type OpenedRecord = v.InferOutput<typeof openedRecordSchema>;

/** Somebody who subscribed: their claim was good when an editor had it, and stays so while its payments come (CHN-35). */
export const subscriberRecordSchema = v.strictObject({
  v: v.literal(1),
  channel: spaceIdSchema,
  /** What keys for them are sealed to. */
  thread: bytesOf(32),
  /** What they agreed to, in minor units: a payment of less opens nothing. */
  amount: priceAmountSchema,
  at: timeSchema,
});
/** See {@link subscriberRecordSchema}. */
export type SubscriberRecord = v.InferOutput<typeof subscriberRecordSchema>;

/** The bytes of a record. */
export function paidRecordBytes(record: ClaimRecord | KeyRecord | OpenedRecord | SubscriberRecord): Uint8Array {
  return encodeCanonical(record);
}

/**
 * A claim that is here, after another own device told the same one: nothing of it changes any more but that its letter came (CHN-40), else whoever has
 * one device could spoil what the others paid for. Both as they are kept; what cannot be read gives way.
 */
export function claimAfter(kept: Uint8Array, heard: Uint8Array): Uint8Array {
  const known = readRecord(claimRecordSchema, { bytes: kept });
  if (known === null) return heard;
  const isReceived = readRecord(claimRecordSchema, { bytes: heard })?.envelope === null;
  return isReceived && known.envelope !== null ? paidRecordBytes({ ...known, envelope: null }) : kept;
}
