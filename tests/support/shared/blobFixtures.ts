import { BLOB_CHUNK_BYTES, chunkCountOf } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import { type Outline, blobIdOf, chunkHashOf } from '@domain/blob/outline.ts';
import { joinBytes } from '@domain/codec/bytes.ts';

/** Bytes that do not repeat from chunk to chunk, the same for the same seed. */
export function someBytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  for (let index = 0; index < length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[index] = state;
  }
  return bytes;
}

/** A blob as its owner knows it. */
export interface MadeBlob {
  readonly id: BlobId;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly outline: Outline;
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
}

/** Cuts bytes into a blob. */
export function makeBlob(bytes: Uint8Array<ArrayBuffer>): MadeBlob {
  const chunks = Array.from({ length: chunkCountOf(bytes.length) }, (_, index) =>
    bytes.slice(index * BLOB_CHUNK_BYTES, (index + 1) * BLOB_CHUNK_BYTES),
  );
  const outline = { size: bytes.length, hashes: joinBytes(...chunks.map(chunkHashOf)) };
  return { id: blobIdOf(outline), bytes, outline, chunks };
}

/** A blob of so many chunks, the last one short. */
export function blobOf(chunks: number, seed = 1): MadeBlob {
  return makeBlob(someBytes(chunks === 0 ? 0 : (chunks - 1) * BLOB_CHUNK_BYTES + 1000, seed));
}

/** Whether both are the same bytes; quick for large ones, where a matcher would look at every byte. */
export function isSame(one: Uint8Array | null | undefined, other: Uint8Array | null | undefined): boolean {
  if (one?.length !== other?.length || one === undefined || one === null) return one === other;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other?.[at]) return false;
  return true;
}
