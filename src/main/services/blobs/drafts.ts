import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BLOB_CHUNK_BYTES, CHUNK_HASH_BYTES, chunkCountOf, chunkLengthOf } from '@shared/blob.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type StorageFailure, attempt } from '../files/files.ts';
import { type BlobDisk, hasRoom, removeFiles } from './blobDisk.ts';
import { type Outline, chunkHash } from './outline.ts';

/** Why a draft could not be taken further. */
export type DraftFailure = StorageFailure | Failure<'blob-absent' | 'blob-mismatch'>;

/** Own files being taken in, each until it is sealed, discarded or forgotten. */
export interface Drafts {
  begin(size: number): Promise<Result<{ readonly draft: string }, DraftFailure>>;
  append(draft: string, index: number, bytes: Uint8Array): Promise<Result<void, DraftFailure>>;
  /** The durable file of a whole draft and its outline; it is the caller's from then on. */
  seal(draft: string): Promise<Result<{ readonly path: string; readonly outline: Outline }, DraftFailure>>;
  discard(draft: string): Promise<Result<void, DraftFailure>>;
  close(): Promise<void>;
}

interface Draft {
  readonly path: string;
  readonly size: number;
  readonly hashes: Uint8Array;
  readonly descriptor: number;
  next: number;
  last: Promise<unknown>;
}

/** Drafts at once; the one begun first makes room for another: its page is gone or hangs. */
const MOST_DRAFTS = 16;
const DRAFT_NAME = /^draft-[0-9a-f]{32}$/;

/** Removes what drafts of an earlier run left behind. */
export async function clearDrafts(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => DRAFT_NAME.test(name) || name.endsWith('.tmp'));
  await removeFiles(names.map((name) => join(directory, name)));
}

/** Keeps drafts in a directory. */
export function createDrafts(directory: string, disk: BlobDisk): Drafts {
  const open = new Map<string, Draft>();

  const end = async (name: string, draft: Draft) => {
    open.delete(name);
    await draft.last;
    await disk.close(draft.descriptor);
    await removeFiles([draft.path]);
  };

  const withDraft = <T>(name: string, task: (draft: Draft) => Promise<Result<T, DraftFailure>>) => {
    const draft = open.get(name);
    if (draft === undefined) return Promise.resolve(fail('blob-absent', 'there is no such draft'));
    const run = draft.last.then(() => task(draft));
    draft.last = run.catch(() => undefined);
    return run;
  };

  return {
    begin: async (size) => {
      if (!(await hasRoom(disk, directory, size))) return fail('storage-full', 'the disk has no room for this file');
      const name = randomBytes(16).toString('hex');
      return attempt('beginning a file', async () => {
        const path = join(directory, `draft-${name}`);
        const hashes = new Uint8Array(chunkCountOf(size) * CHUNK_HASH_BYTES);
        const descriptor = await disk.create(path);
        open.set(name, { path, size, hashes, descriptor, next: 0, last: Promise.resolve() });
        const [oldest] = open;
        if (open.size > MOST_DRAFTS && oldest !== undefined) await end(...oldest);
        return { draft: name };
      });
    },
    append: (name, index, bytes) => withDraft(name, (draft) => append(draft, { index, bytes }, disk)),
    seal: async (name) => {
      const sealed = await withDraft(name, (draft) => syncWhole(draft, disk));
      const draft = open.get(name);
      if (!sealed.ok || draft === undefined) return sealed;
      open.delete(name);
      await disk.close(draft.descriptor);
      return sealed;
    },
    discard: (name) => {
      const draft = open.get(name);
      return attempt('discarding a file', () => (draft === undefined ? Promise.resolve() : end(name, draft)));
    },
    close: async () => {
      for (const [name, draft] of open) await end(name, draft);
    },
  };
}

async function append(
  draft: Draft,
  { index, bytes }: { readonly index: number; readonly bytes: Uint8Array },
  disk: BlobDisk,
): Promise<Result<void, DraftFailure>> {
  const start = index * BLOB_CHUNK_BYTES;
  const isWhole = bytes.length % BLOB_CHUNK_BYTES === 0 || start + bytes.length === draft.size;
  if (index !== draft.next || !isWhole || start + bytes.length > draft.size || bytes.length === 0) {
    return fail('blob-mismatch', 'not the next chunks of this file');
  }
  for (let offset = 0; offset < bytes.length; offset += BLOB_CHUNK_BYTES) {
    const chunk = bytes.subarray(offset, offset + BLOB_CHUNK_BYTES);
    draft.hashes.set(chunkHash(chunk), (index + offset / BLOB_CHUNK_BYTES) * CHUNK_HASH_BYTES);
  }
  const written = await attempt('writing a file', () => disk.write(draft.descriptor, bytes, start));
  if (written.ok) draft.next = index + Math.ceil(bytes.length / BLOB_CHUNK_BYTES);
  return written;
}

async function syncWhole(draft: Draft, disk: BlobDisk) {
  const { path, size, hashes } = draft;
  const isWhole = draft.next === chunkCountOf(size) && (size === 0 || chunkLengthOf(size, draft.next - 1) > 0);
  if (!isWhole) return fail('blob-mismatch', 'the file is not whole yet');
  const synced = await attempt('making a file durable', () => disk.syncAll(draft.descriptor));
  return synced.ok ? ok({ path, outline: { size, hashes } }) : synced;
}
