/** What both sides of the host contract must agree on about blobs: how bytes are cut, named and addressed. */
import type { AccountId, BlobId } from './ids.ts';

/** Every chunk of a blob but the last has exactly this many bytes. */
export const BLOB_CHUNK_BYTES = 256 * 1024;
/** 4 GiB: the largest blob there is. */
export const MAX_BLOB_BYTES = 4 * 1024 * 1024 * 1024;
/** Bytes of one chunk's SHA-256. */
export const CHUNK_HASH_BYTES = 32;
/** Most chunks a blob can have. */
export const MAX_BLOB_CHUNKS = MAX_BLOB_BYTES / BLOB_CHUNK_BYTES;
/** The longest outline: the hashes of all chunks of the largest blob. */
export const MAX_OUTLINE_BYTES = MAX_BLOB_CHUNKS * CHUNK_HASH_BYTES;

/** How many chunks a blob of `size` bytes has; none when it is empty. */
export function chunkCountOf(size: number): number {
  return Math.ceil(size / BLOB_CHUNK_BYTES);
}

/** How many bytes chunk `index` of a blob of `size` bytes has; 0 when there is no such chunk. */
export function chunkLengthOf(size: number, index: number): number {
  return Math.max(0, Math.min(BLOB_CHUNK_BYTES, size - index * BLOB_CHUNK_BYTES));
}

const ID_TAG = Uint8Array.from('banyan/blob/1\0root\0', (letter) => letter.charCodeAt(0));

/**
 * What is hashed (SHA-256) to make a blob's id: tag, size as eight bytes, most significant first, and the outline. The size is in
 * it so that one id has one length, and the tag so that no chunk's hash ever passes for an id.
 */
export function blobIdPreimage(size: number, outline: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(ID_TAG.length + 8 + outline.length);
  bytes.set(ID_TAG);
  new DataView(bytes.buffer).setBigUint64(ID_TAG.length, BigInt(size));
  bytes.set(outline, ID_TAG.length + 8);
  return bytes;
}

/** Where a host serves the bytes of complete blobs: this, the account, a slash, the blob's id. */
export const BLOBS_PATH = '/blobs/';

/**
 * Types whose bytes are shown in place. Nothing that can hold a script is one of them: SVG, HTML, XML and PDF are only ever saved.
 */
export const INLINE_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'audio/mp4',
  'audio/aac',
  'audio/flac',
  'video/mp4',
  'video/webm',
  'video/ogg',
  'video/quicktime',
] as const;

/** True when bytes said to be of this type may be shown in place. */
export function isInlineType(type: string): boolean {
  return INLINE_TYPES.some((known) => known === type);
}

/** The path of a blob on its host. With a type of {@link INLINE_TYPES} it is shown, else saved under `name`. */
export function blobPath(
  blob: { readonly account: AccountId; readonly id: BlobId },
  options: { readonly type?: string; readonly name?: string } = {},
): string {
  const query = [
    ...(options.type !== undefined && isInlineType(options.type) ? [`type=${encodeURIComponent(options.type)}`] : []),
    ...(options.name === undefined ? [] : [`name=${encodeURIComponent(options.name.toWellFormed())}`]),
  ];
  return `${BLOBS_PATH}${blob.account}/${blob.id}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}
