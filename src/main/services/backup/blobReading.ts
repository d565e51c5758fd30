import { webcrypto } from 'node:crypto';
import { chunkCountOf } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import type { BlobShelf } from '../blobs/blobShelf.ts';
import { type Outline, isDigestOf } from '../blobs/outline.ts';
import { ahead } from '../files/ahead.ts';

/** A chunk as it is to be written. */
export interface ReadChunk {
  readonly index: number;
  readonly bytes: Uint8Array;
  /** Its SHA-256, which is the outline's. */
  readonly digest: Uint8Array;
}

/** One blob that is read from its first chunk to its last. */
export interface BlobReading {
  readonly id: BlobId;
  /** Null when it is not there any more. */
  readonly outline: Outline | null;
  /** Its chunks in order; null stands for one that is damaged or gone. */
  chunks(): AsyncIterable<ReadChunk | null>;
}

/** Chunks of one blob that are read and hashed before it is their turn, 1 MiB. */
const CHUNKS_AHEAD = 4;

/** Looks a blob up and begins to read it. Hashes are made on the system's threads, so that the host's own has time for calls. */
export async function beginReading(shelf: BlobShelf, id: BlobId): Promise<BlobReading> {
  const found = await shelf.find(id);
  const outline = (found.ok ? found.value?.outline : undefined) ?? null;
  const first = outline === null || outline.size === 0 ? null : readChunk(shelf, { id, outline, index: 0 });
  return {
    id,
    outline,
    chunks: async function* () {
      if (outline === null || first === null) return;
      yield await first;
      const rest = Array.from({ length: chunkCountOf(outline.size) - 1 }, (_, index) => index + 1);
      yield* ahead(rest, CHUNKS_AHEAD, (index) => readChunk(shelf, { id, outline, index }));
    },
  };
}

interface ChunkPlace {
  readonly id: BlobId;
  readonly outline: Outline;
  readonly index: number;
}

/** Finds the blob anew for each chunk: another call may have closed its files. */
async function readChunk(shelf: BlobShelf, { id, outline, index }: ChunkPlace): Promise<ReadChunk | null> {
  const found = await shelf.find(id);
  if (!found.ok || found.value === null) return null;
  const raw = await found.value.peek(index);
  if (!raw.ok || raw.value === null) return null;
  const digest = new Uint8Array(await webcrypto.subtle.digest('SHA-256', raw.value));
  if (isDigestOf(outline, index, digest)) return { index, bytes: raw.value, digest };
  // Read as everybody reads it, so that it is given up and can be fetched again.
  await found.value.read(index);
  return null;
}
