import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '@shared/base64url.ts';
import { CHUNK_HASH_BYTES, MAX_BLOB_BYTES, blobIdPreimage, chunkCountOf } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import { equalBytes } from '../codec/bytes.ts';

/** Length of a blob and the SHA-256 hashes of its chunks, one after the other: with it every chunk can be checked alone (BLB-3). */
export interface Outline {
  readonly size: number;
  readonly hashes: Uint8Array;
}

/** The id of what an outline describes (BLB-2). */
export function blobIdOf({ size, hashes }: Outline): BlobId {
  return toBase64url(sha256(blobIdPreimage(size, hashes))) as BlobId;
}

/** True when the outline makes this id, and has as many hashes as its size asks for (BLB-3). */
export function isOutlineOf(id: BlobId, outline: Outline): boolean {
  const { size, hashes } = outline;
  const fits = size <= MAX_BLOB_BYTES && hashes.length === chunkCountOf(size) * CHUNK_HASH_BYTES;
  return fits && blobIdOf(outline) === id;
}

/** The hash of a chunk. */
export function chunkHashOf(chunk: Uint8Array): Uint8Array {
  return sha256(chunk);
}

/** True when `bytes` are chunk `index` of the outline. */
export function isChunkOf({ hashes }: Outline, index: number, bytes: Uint8Array): boolean {
  const expected = hashes.subarray(index * CHUNK_HASH_BYTES, (index + 1) * CHUNK_HASH_BYTES);
  return expected.length === CHUNK_HASH_BYTES && equalBytes(expected, chunkHashOf(bytes));
}
