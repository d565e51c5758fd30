import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkCountOf } from '@shared/blob.ts';
import type { HostInput } from '@shared/ipc/contract.ts';
import { MAX_DRAG_BYTES } from '@shared/ipc/dragContract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { KeptBlob } from '../blobs/keptBlob.ts';
import { type StorageFailure, makePrivateDirectory, storageFailure } from '../files/files.ts';

/** Copies that stay: whoever took one may still be reading it. */
const MOST = 8;

/** Why a file could not be dragged. */
export type DragFailure = StorageFailure | Failure<'blob-absent' | 'too-large'>;

/** Where copies of what is dragged out are. Rules: SPEC.md (DRG). */
export interface DragFolder {
  /** Makes a copy of a blob under its name; answers its path. */
  readonly copy: (input: HostInput<'drag.start'>) => Promise<Result<string, DragFailure>>;
}

/** Copies of earlier runs go with the first of this one. */
export function createDragFolder({
  directory,
  blobs,
}: {
  readonly directory: string;
  readonly blobs: Pick<Blobs, 'open'>;
}): DragFolder {
  const made: string[] = [];
  let swept: Promise<void> | null = null;
  return {
    copy: async ({ account, id, name }) => {
      const shelf = await blobs.open(account);
      const found = shelf.ok ? await shelf.value.find(id) : shelf;
      if (!found.ok) return found;
      const kept = found.value;
      if (kept?.isComplete !== true) return fail('blob-absent', 'it is not whole here');
      if (kept.outline.size > MAX_DRAG_BYTES) return fail('too-large', `it has ${kept.outline.size} bytes`);
      try {
        swept ??= rm(directory, { recursive: true, force: true });
        await swept;
        for (const old of made.splice(0, made.length - MOST + 1)) await rm(old, { recursive: true, force: true });
        const folder = join(directory, randomBytes(12).toString('hex'));
        await makePrivateDirectory(folder);
        made.push(folder);
        const path = join(folder, name);
        return (await write(kept, path)) ? ok(path) : fail('blob-absent', 'a chunk of it can not be read');
      } catch (cause) {
        return storageFailure('drag out', cause);
      }
    },
  };
}

/** False where a chunk is damaged: half a file is none. */
async function write(kept: KeptBlob, path: string): Promise<boolean> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (let index = 0; index < chunkCountOf(kept.outline.size); index += 1) {
      const chunk = await kept.read(index);
      if (!chunk.ok || chunk.value === null) return false;
      await file.writeFile(chunk.value);
    }
    return true;
  } finally {
    await file.close();
  }
}
