import { createHash } from 'node:crypto';
import { CHUNK_HASH_BYTES, MAX_BLOB_BYTES, blobIdPreimage, chunkCountOf } from '@shared/blob.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { BlobId } from '@shared/ids.ts';

/** Length of a blob and the hashes of its chunks: with it every chunk can be checked alone. */
export interface Outline {
  readonly size: number;
  readonly hashes: Uint8Array;
}

const MAGIC = Buffer.from('BNYNBLB1');
/** Bytes before the hashes in the file: magic and size. */
export const OUTLINE_HEADER_BYTES = 16;

/** The id that an outline makes. */
export function outlineId({ size, hashes }: Outline): BlobId {
  return toBase64url(createHash('sha256').update(blobIdPreimage(size, hashes)).digest()) as BlobId;
}

/** True when the outline has as many hashes as its size asks for, and makes this id. */
export function isOutlineOf(id: BlobId, outline: Outline): boolean {
  return outline.hashes.length === chunkCountOf(outline.size) * CHUNK_HASH_BYTES && outlineId(outline) === id;
}

/** SHA-256 of a chunk. */
export function chunkHash(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** True when `bytes` are chunk `index` of the blob. */
export function isChunkOf(outline: Outline, index: number, bytes: Uint8Array): boolean {
  return isDigestOf(outline, index, chunkHash(bytes));
}

/** True when chunk `index` of the blob has this SHA-256. */
export function isDigestOf({ hashes }: Outline, index: number, digest: Uint8Array): boolean {
  const expected = hashes.subarray(index * CHUNK_HASH_BYTES, (index + 1) * CHUNK_HASH_BYTES);
  return expected.length === CHUNK_HASH_BYTES && Buffer.compare(expected, digest) === 0;
}

/** The outline as its file. */
export function encodeOutline({ size, hashes }: Outline): Uint8Array {
  const head = Buffer.alloc(OUTLINE_HEADER_BYTES);
  MAGIC.copy(head);
  head.writeBigUInt64BE(BigInt(size), MAGIC.length);
  return Buffer.concat([head, hashes]);
}

/** The size in a file's first bytes; null when they are not an outline's. */
export function readOutlineSize(head: Uint8Array): number | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length < OUTLINE_HEADER_BYTES || Buffer.compare(bytes.subarray(0, MAGIC.length), MAGIC) !== 0) return null;
  const size = bytes.readBigUInt64BE(MAGIC.length);
  return size <= BigInt(MAX_BLOB_BYTES) ? Number(size) : null;
}

/** Reads an outline's file; null when it is damaged, which the id alone tells. */
export function decodeOutline(id: BlobId, bytes: Uint8Array): Outline | null {
  const size = readOutlineSize(bytes);
  if (size === null) return null;
  const outline = { size, hashes: new Uint8Array(bytes.subarray(OUTLINE_HEADER_BYTES)) };
  return isOutlineOf(id, outline) ? outline : null;
}
