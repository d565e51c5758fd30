import { rename, rm, statfs, writeFile } from 'node:fs/promises';
import { type SegmentFiles, systemFiles } from '../journal/segmentFiles.ts';
import { replaceFile } from '../files/files.ts';

/** What blobs need of the disk: the journal's plain descriptors, and two more. A seam, so that a full or failing disk can be played. */
export interface BlobDisk extends SegmentFiles {
  /** Replaces a small file so that after a crash the old or the new one is there, whole. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  /** Replaces a small file that tells by itself when it is torn: nobody waits for the disk, and other files' syncs do not either. */
  note(path: string, bytes: Uint8Array): Promise<void>;
  /** Bytes that may still be written below a directory; null where the system does not say. */
  free(directory: string): Promise<number | null>;
}

/** The real disk. */
export const systemDisk: BlobDisk = {
  ...systemFiles,
  replace: replaceFile,
  note: async (path, bytes) => {
    await writeFile(`${path}.tmp`, bytes, { mode: 0o600 });
    await rename(`${path}.tmp`, path);
  },
  free: async (directory) => {
    try {
      const { bavail, bsize } = await statfs(directory);
      return bavail * bsize;
    } catch {
      return null;
    }
  },
};

/** Removes files, whether they are there or not. */
export async function removeFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true });
}

/** This much of the disk is left to everything else, message databases first of all. */
export const RESERVED_BYTES = 64 * 1024 * 1024;

/** True when `bytes` more may be written. */
export async function hasRoom(disk: BlobDisk, directory: string, bytes: number): Promise<boolean> {
  const free = await disk.free(directory);
  return free === null || free - RESERVED_BYTES >= bytes;
}
