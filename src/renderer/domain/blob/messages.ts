/** What two linked devices say to each other about blobs, on `bulk`. Everything a peer sends passes these schemas first (BLB-5). */
import * as v from 'valibot';
import { BLOB_CHUNK_BYTES, MAX_BLOB_BYTES, MAX_BLOB_CHUNKS, MAX_OUTLINE_BYTES } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import { bytesUpTo, countSchema, wireId } from '@shared/schemas.ts';
import { decodeLent, encodeCanonical } from '../codec/canonical.ts';
import { type TaggedMessageError, readTagged } from '../codec/taggedMessage.ts';
import { idBytes } from '../event/codec.ts';

/** Most ids or chunk numbers in one message. */
export const MAX_BLOB_ROWS = 64;
/** Parts of the largest message as CBOR counts them. */
const MAX_PARTS = MAX_BLOB_ROWS + 16;

const blob = wireId<BlobId>();
const size = v.pipe(countSchema, v.maxValue(MAX_BLOB_BYTES));
const index = v.pipe(countSchema, v.maxValue(MAX_BLOB_CHUNKS - 1));
const rows = <Row extends v.GenericSchema>(row: Row) =>
  v.pipe(v.array(row), v.minLength(1), v.maxLength(MAX_BLOB_ROWS));

const messageSchema = v.variant('t', [
  /** Do you have these? */
  v.strictObject({ t: v.literal('blob.ask'), blobs: rows(blob) }),
  /** I have it: all of it (null) or the chunks of these bits. */
  v.strictObject({ t: v.literal('blob.have'), blob, size, chunks: v.nullable(bytesUpTo(MAX_BLOB_CHUNKS / 8)) }),
  /** I do not have it (null) or these chunks of it, or you may not have it: the three look alike. */
  v.strictObject({ t: v.literal('blob.none'), blob, chunks: v.nullable(rows(index)) }),
  /** Give me the outline. */
  v.strictObject({ t: v.literal('blob.outline'), blob }),
  /** The outline. */
  v.strictObject({ t: v.literal('blob.hashes'), blob, size, hashes: bytesUpTo(MAX_OUTLINE_BYTES) }),
  /** Give me these chunks. */
  v.strictObject({ t: v.literal('blob.want'), blob, chunks: rows(index) }),
  v.strictObject({ t: v.literal('blob.chunk'), blob, index, bytes: bytesUpTo(BLOB_CHUNK_BYTES) }),
  /** I want no more of it. */
  v.strictObject({ t: v.literal('blob.cancel'), blob }),
]);

const KNOWN: ReadonlySet<string> = new Set(messageSchema.options.map((option) => option.entries.t.literal));

/** A message about blobs. */
export type BlobMessage = v.InferOutput<typeof messageSchema>;

/** Encodes a message. */
export function encodeBlobMessage(message: BlobMessage): Uint8Array {
  const wire = message.t === 'blob.ask' ? { blobs: message.blobs.map(idBytes) } : { blob: idBytes(message.blob) };
  return encodeCanonical({ ...message, ...wire });
}

/** Reads a message from a peer; never throws. A later version's message types are `unknown-message`, not an offence. */
export function decodeBlobMessage(bytes: Uint8Array): Result<BlobMessage, TaggedMessageError> {
  return readTagged(messageSchema, KNOWN, decodeLent(bytes, MAX_PARTS));
}
