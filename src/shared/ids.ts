/**
 * Branded identifiers. Each is base64url without padding (RFC 4648 §5) of 32 bytes, 43 characters,
 * unless its comment says otherwise. The brand exists for the compiler alone.
 */
import { type Result, fail, ok, type Failure } from './result.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A person or shop: SHA-256 of the root public key. */
export type AccountId = Branded<'AccountId'>;
/** One install: its Ed25519 public key. */
export type DeviceId = Branded<'DeviceId'>;
/** Who shares what: SHA-256 over the kind of the space and what founds it. */
export type SpaceId = Branded<'SpaceId'>;
/** SHA-256 over domain tag, kind and canonical bytes of an event. */
export type EventId = Branded<'EventId'>;
/** Content-addressed bytes apart from the log: a hash over their length and the hashes of their chunks. */
export type BlobId = Branded<'BlobId'>;

const ID_PATTERN = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** True when `text` is a canonical base64url of exactly 32 bytes. */
export function isIdText(text: string): boolean {
  return ID_PATTERN.test(text);
}

function constructor<Id extends string>(name: string): (text: string) => Result<Id, Failure<'invalid-id'>> {
  return (text) => (isIdText(text) ? ok(text as Id) : fail('invalid-id', `not a valid ${name}`));
}

/** Checks a string and brands it as an account id. */
export const accountId = constructor<AccountId>('account id');
/** Checks a string and brands it as a device id. */
export const deviceId = constructor<DeviceId>('device id');
/** Checks a string and brands it as a space id. */
export const spaceId = constructor<SpaceId>('space id');
/** Checks a string and brands it as an event id. */
export const eventId = constructor<EventId>('event id');
/** Checks a string and brands it as a blob id. */
export const blobId = constructor<BlobId>('blob id');
