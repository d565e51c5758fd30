import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLOB_CHUNK_BYTES } from '@shared/blob.ts';
import type { Result } from '@shared/result.ts';
import { type BlobDisk, systemDisk } from '../../../../../src/main/services/blobs/blobDisk.ts';
import { BlobShelf } from '../../../../../src/main/services/blobs/blobShelf.ts';
import type { KeptBlob } from '../../../../../src/main/services/blobs/keptBlob.ts';
import type { MadeBlob } from '../../../../support/shared/blobFixtures.ts';

/** Unwraps a success; a failure fails the test with its code. */
export function value<T>(result: Result<T, { code: string; message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export async function openShelf(directory: string, disk: BlobDisk = systemDisk, now = () => 0): Promise<BlobShelf> {
  return value(await BlobShelf.open({ directory, disk, now }));
}

/** The chunks that a blob has, as numbers. */
export function chunksOf(kept: KeptBlob | null): number[] {
  if (kept === null) return [];
  return Array.from({ length: kept.chunks.length }, (_, index) => index).filter((index) => kept.chunks.has(index));
}

export async function begin(shelf: BlobShelf, blob: MadeBlob): Promise<KeptBlob> {
  return value(await shelf.begin(blob.id, blob.outline));
}

/** Writes some chunks. */
export async function write(kept: KeptBlob, blob: MadeBlob, indexes: Iterable<number>): Promise<void> {
  for (const index of indexes) value(await kept.write(index, blob.chunks[index] ?? new Uint8Array()));
}

/** Names of files in a directory whose ending is this. */
export function filesOf(directory: string, ending: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(directory, name));
}

/** Changes the bytes of the only file with this ending. */
export function editFile(directory: string, ending: string, edit: (bytes: Buffer) => Buffer | undefined): void {
  const [path = ''] = filesOf(directory, ending);
  const bytes = readFileSync(path);
  writeFileSync(path, edit(bytes) ?? bytes);
}

/** Changes one bit. */
export function flip(bytes: Buffer, at: number): undefined {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
}

interface Unsynced {
  readonly descriptor: number;
  readonly position: number;
  readonly length: number;
}

/**
 * The real disk, but it can be full, and it can lose power: what was written and not made durable is then zeros. Every write is noted
 * until its descriptor is synced.
 */
export function faultyDisk() {
  let failure: { readonly step: 'write' | 'syncData' | 'replace'; readonly code: string } | null = null;
  let free: number | null = null;
  const unsynced: Unsynced[] = [];
  const open = new Set<number>();
  const opened = async (opening: Promise<number>) => {
    const descriptor = await opening;
    open.add(descriptor);
    return descriptor;
  };
  let isDead = false;
  const step = (name: 'write' | 'syncData' | 'replace') => {
    if (isDead) throw new Error('there is no power');
    if (failure?.step === name) throw Object.assign(new Error(failure.code), { code: failure.code });
  };
  const synced = (descriptor: number, from: number) => {
    for (let index = from - 1; index >= 0; index -= 1) {
      if (unsynced[index]?.descriptor === descriptor) unsynced.splice(index, 1);
    }
  };
  const disk: BlobDisk = {
    ...systemDisk,
    create: (path) => opened(systemDisk.create(path)),
    open: (path) => opened(systemDisk.open(path)),
    close: (descriptor) => {
      open.delete(descriptor);
      return systemDisk.close(descriptor);
    },
    write: async (descriptor, bytes, position) => {
      step('write');
      unsynced.push({ descriptor, position, length: bytes.length });
      await systemDisk.write(descriptor, bytes, position);
    },
    syncData: async (descriptor) => {
      step('syncData');
      const from = unsynced.length;
      await systemDisk.syncData(descriptor);
      step('syncData');
      synced(descriptor, from);
    },
    replace: async (path, bytes) => {
      step('replace');
      await systemDisk.replace(path, bytes);
    },
    note: async (path, bytes) => {
      step('replace');
      await systemDisk.note(path, bytes);
    },
    free: () => Promise.resolve(free),
  };
  return {
    disk,
    openFiles: () => open.size,
    fail: (name: 'write' | 'syncData' | 'replace', code: string) => {
      failure = { step: name, code };
    },
    heal: () => {
      failure = null;
    },
    setFree: (bytes: number) => {
      free = bytes;
    },
    /** The power goes: nothing more is written by those who were writing. */
    cut: async () => {
      isDead = true;
      for (const { descriptor, position, length } of unsynced.splice(0)) {
        await systemDisk.write(descriptor, new Uint8Array(length), position);
      }
    },
  };
}

export const CHUNK = BLOB_CHUNK_BYTES;
