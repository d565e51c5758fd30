import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BLOB_CHUNK_BYTES } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { ahead } from '../files/ahead.ts';
import { type StorageFailure, attempt, syncDirectory } from '../files/files.ts';
import { type BlobDisk, hasRoom, removeFiles } from './blobDisk.ts';
import { type Outline, encodeOutline } from './outline.ts';

/** Files that are made durable at once. */
const SYNCS_AT_ONCE = 8;
/** Smaller ones are begun without asking how much room there is: many of them would ask more than they write. */
const ASKED_FROM_BYTES = 16 * 1024 * 1024;

/** A blob that is being put on a shelf, by somebody who checked it against its outline. Nobody else knows of it before it has its place. */
export interface LandedBlob {
  readonly id: BlobId;
  readonly outline: Outline;
  readonly path: string;
  readonly descriptor: number;
  readonly isWhole: boolean;
  /** Nothing was here of it when it began: nothing is looked for before it gets its name. */
  readonly isFresh: boolean;
  write(index: number, bytes: Uint8Array): Promise<Result<void, StorageFailure>>;
}

/** Begins to take a blob in. Its file has a draft's name, so that the next start removes it when it never gets its own. */
export async function landBlob(
  { id, outline }: { readonly id: BlobId; readonly outline: Outline },
  { disk, directory }: { readonly disk: BlobDisk; readonly directory: string },
): Promise<Result<LandedBlob, StorageFailure>> {
  const isAsked = outline.size >= ASKED_FROM_BYTES;
  if (isAsked && !(await hasRoom(disk, directory, outline.size)))
    return fail('storage-full', 'the disk has no room for this');
  return attempt('taking a blob in', async () => {
    const path = join(directory, `draft-${randomBytes(16).toString('hex')}`);
    const descriptor = await disk.create(path);
    return {
      id,
      outline,
      path,
      descriptor,
      isWhole: false,
      isFresh: false,
      write: (index, bytes) =>
        attempt('writing a chunk', () => disk.write(descriptor, bytes, index * BLOB_CHUNK_BYTES)),
    };
  });
}

/** How landed blobs get their places. */
export interface Placing {
  readonly disk: BlobDisk;
  readonly directory: string;
  readonly rename: (landed: LandedBlob) => Promise<Result<void, StorageFailure>>;
}

/**
 * Data first, all of it durable; then the names, and those durable together. The outline of a whole blob may be lost with the power: it is made
 * again from the bytes (HBL-9). A kill in between leaves drafts, outlines with nothing behind them, or blobs: each of these a shelf knows.
 */
export async function placeLanded(
  landed: readonly LandedBlob[],
  { disk, directory, rename }: Placing,
): Promise<Result<void, StorageFailure | Failure<'blob-absent' | 'blob-mismatch'>>> {
  if (landed.length === 0) return ok();
  const syncOne = (blob: LandedBlob) => attempt('making a blob durable', () => syncOf(blob, disk));
  const failures: Result<never, StorageFailure>[] = [];
  for await (const synced of ahead(landed, SYNCS_AT_ONCE, syncOne)) if (!synced.ok) failures.push(synced);
  const [failure] = failures;
  if (failure !== undefined) {
    await removeFiles(landed.map(({ path }) => path));
    return failure;
  }
  for await (const renamed of ahead(landed, SYNCS_AT_ONCE, rename)) if (!renamed.ok) failures.push(renamed);
  const [unplaced] = failures;
  if (unplaced !== undefined) return unplaced;
  const known = await attempt('making blobs known', () => syncDirectory(directory));
  // Small ones were not asked for one by one: what is left to everything else is looked at here.
  if (known.ok && !(await hasRoom(disk, directory, 0))) return fail('storage-full', 'the disk has no room for more');
  return known;
}

/** Writes the outline of a landed blob. One of a part cannot be made again from the bytes: it is durable before the part has its name. */
export async function writeOutline({ outline, isWhole }: LandedBlob, path: string): Promise<void> {
  await writeFile(path, encodeOutline(outline), { mode: 0o600, flush: !isWhole });
}

async function syncOf({ descriptor }: LandedBlob, disk: BlobDisk): Promise<void> {
  try {
    await disk.syncData(descriptor);
  } finally {
    await disk.close(descriptor);
  }
}
