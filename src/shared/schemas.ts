/** Schemas used at more than one door. */
import * as v from 'valibot';
import { toBase64url } from './base64url.ts';
import { type AccountId, type BlobId, type DeviceId, type EventId, type SpaceId, isIdText } from './ids.ts';

const id = <Id extends string>(name: string) =>
  v.custom<Id>((value) => typeof value === 'string' && isIdText(value), `not a valid ${name}`);

/** A branded account id. */
export const accountIdSchema = id<AccountId>('account id');
/** A branded device id. */
export const deviceIdSchema = id<DeviceId>('device id');
/** A branded space id. */
export const spaceIdSchema = id<SpaceId>('space id');
/** A branded event id. */
export const eventIdSchema = id<EventId>('event id');
/** A branded blob id. */
export const blobIdSchema = id<BlobId>('blob id');
/** Exactly `length` bytes. */
export const bytesOf = (length: number) =>
  v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length, `not ${length} bytes`);
/** An id as bytes carry it: read, it is the branded text. */
export const wireId = <Id extends string>() =>
  v.pipe(
    bytesOf(32),
    v.transform((bytes) => toBase64url(bytes) as Id),
  );
/** At most `most` bytes. */
export const bytesUpTo = (most: number) =>
  v.custom<Uint8Array>(
    (value) => value instanceof Uint8Array && value.length <= most,
    `not bytes, or more than ${most}`,
  );
/** Milliseconds since the Unix epoch: a safe integer, not negative. */
export const timeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A count: a safe integer, not negative. */
export const countSchema = timeSchema;
