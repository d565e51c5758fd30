import { readFile, rename, stat } from 'node:fs/promises';
import { CHUNK_HASH_BYTES, BLOB_CHUNK_BYTES, chunkCountOf, chunkLengthOf } from '@shared/blob.ts';
import { ChunkSet } from '@shared/chunkSet.ts';
import type { BlobId } from '@shared/ids.ts';
import { systemCode } from '../files/files.ts';
import { type BlobDisk, removeFiles } from './blobDisk.ts';
import { decodeChunkMap } from './chunkMap.ts';
import { type BlobPaths, KeptBlob } from './keptBlob.ts';
import { type Outline, chunkHash, decodeOutline, encodeOutline, isChunkOf, isOutlineOf } from './outline.ts';

/** What finding works with. */
export interface FindOptions {
  readonly paths: BlobPaths;
  readonly disk: BlobDisk;
  readonly now: () => number;
}

/**
 * Finds what a crash or a kind disk left of a blob; null when that is nothing. Only what is proven counts: an outline that makes the id,
 * chunks that a whole map names, or, where the map is torn, chunks that were read and fit.
 */
export async function findBlob(id: BlobId, options: FindOptions): Promise<KeptBlob | null> {
  const { paths, disk } = options;
  const whole = await sizeOf(paths.blob);
  const outline = (await readOutline(id, paths)) ?? (whole === null ? null : await makeOutline(id, whole, options));
  if (outline === null) {
    await removeFiles([paths.blob, paths.part, paths.map, paths.outline]);
    return null;
  }
  if (whole === outline.size) {
    await removeFiles([paths.part, paths.map]);
    return new KeptBlob({ ...options, outline }, { chunks: allOf(outline), isComplete: true });
  }
  if (whole !== null) {
    await removeFiles([paths.map]);
    await rename(paths.blob, paths.part);
  }
  if ((await sizeOf(paths.part)) === null) {
    await removeFiles([paths.map, paths.outline]);
    return null;
  }
  const chunks = (await readMap(paths.map, outline)) ?? (await scan(paths.part, outline, disk));
  return new KeptBlob({ ...options, outline }, { chunks, isComplete: false });
}

function allOf({ size }: Outline): ChunkSet {
  return ChunkSet.full(chunkCountOf(size));
}

/** Size of a file; null when there is none. */
export async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return null;
    throw cause;
  }
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return null;
    throw cause;
  }
}

async function readOutline(id: BlobId, { outline }: BlobPaths): Promise<Outline | null> {
  const bytes = await readIfThere(outline);
  return bytes === null ? null : decodeOutline(id, bytes);
}

async function readMap(path: string, { size }: Outline): Promise<ChunkSet | null> {
  const bytes = await readIfThere(path);
  return bytes === null ? null : decodeChunkMap(chunkCountOf(size), bytes);
}

/** The outline of a whole blob whose own was lost or damaged: the bytes make it again. */
async function makeOutline(id: BlobId, size: number, { paths, disk }: FindOptions): Promise<Outline | null> {
  const hashes = new Uint8Array(chunkCountOf(size) * CHUNK_HASH_BYTES);
  await eachChunk(paths.blob, size, {
    disk,
    visit: (index, bytes) => hashes.set(chunkHash(bytes), index * CHUNK_HASH_BYTES),
  });
  const outline = { size, hashes };
  if (!isOutlineOf(id, outline)) return null;
  await disk.replace(paths.outline, encodeOutline(outline));
  return outline;
}

async function scan(path: string, outline: Outline, disk: BlobDisk): Promise<ChunkSet> {
  const chunks = new ChunkSet(chunkCountOf(outline.size));
  await eachChunk(path, outline.size, {
    disk,
    visit: (index, bytes) => {
      if (isChunkOf(outline, index, bytes)) chunks.add(index);
    },
  });
  return chunks;
}

interface Visit {
  readonly disk: BlobDisk;
  readonly visit: (index: number, bytes: Uint8Array) => void;
}

async function eachChunk(path: string, size: number, { disk, visit }: Visit): Promise<void> {
  const descriptor = await disk.open(path);
  try {
    for (let index = 0; index < chunkCountOf(size); index += 1) {
      const bytes = new Uint8Array(chunkLengthOf(size, index));
      const count = await disk.read(descriptor, bytes, index * BLOB_CHUNK_BYTES);
      if (count === bytes.length) visit(index, bytes);
    }
  } finally {
    await disk.close(descriptor);
  }
}
