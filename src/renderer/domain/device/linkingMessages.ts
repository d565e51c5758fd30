/** What two devices say in the room of a code (DEV-24), as CBOR. */
import * as v from 'valibot';
import type { Result } from '@shared/result.ts';
import { bytesOf, bytesUpTo } from '@shared/schemas.ts';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import { type TaggedMessageError, readTagged } from '../codec/taggedMessage.ts';
import { GRANT_NONCE_LENGTH, LINK_NONCE_LENGTH, MAX_GRANT_BYTES } from './linking.ts';

/** Largest packed certificate, bytes. */
const MAX_CERTIFICATE_BYTES = 16 * 1024;
/** Longest name of a device. */
export const MAX_DEVICE_NAME = 64;
/** Most parts of a message as CBOR counts them. */
const MAX_PARTS = 64;

const messageSchema = v.variant('t', [
  v.strictObject({ t: v.literal('commit'), commitment: bytesOf(32) }),
  v.strictObject({
    t: v.literal('offer'),
    certificate: bytesUpTo(MAX_CERTIFICATE_BYTES),
    nonce: bytesOf(LINK_NONCE_LENGTH),
  }),
  v.strictObject({
    t: v.literal('reveal'),
    signing: bytesOf(32),
    agreement: bytesOf(32),
    nonce: bytesOf(LINK_NONCE_LENGTH),
    name: v.pipe(v.string(), v.maxLength(MAX_DEVICE_NAME)),
    signature: bytesOf(64),
    /** That it wants to belong to the account that offered (IDN-8). */
    consent: bytesOf(64),
  }),
  v.strictObject({ t: v.literal('grant'), nonce: bytesOf(GRANT_NONCE_LENGTH), sealed: bytesUpTo(MAX_GRANT_BYTES) }),
  /** The new device keeps what it was given. */
  v.strictObject({ t: v.literal('kept') }),
  v.strictObject({ t: v.literal('refused'), code: v.picklist(['wrong', 'over', 'busy']) }),
]);

const KNOWN: ReadonlySet<string> = new Set(messageSchema.options.map((option) => option.entries.t.literal));

/** See the head of this file. */
export type LinkingMessage = v.InferOutput<typeof messageSchema>;

/** Encodes a message. */
export function encodeLinkingMessage(message: LinkingMessage): Uint8Array {
  return encodeCanonical(message);
}

/** Reads a message; never throws. */
export function readLinkingMessage(bytes: Uint8Array): Result<LinkingMessage, TaggedMessageError> {
  return readTagged(messageSchema, KNOWN, decodeCanonical(bytes, MAX_PARTS));
}
