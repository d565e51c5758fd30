import { writeFile } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BLOB_CHUNK_BYTES } from '@shared/blob.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import { BlobShelf } from '../../../../../src/main/services/blobs/blobShelf.ts';
import { systemDisk } from '../../../../../src/main/services/blobs/blobDisk.ts';
import { journalKey } from '../../../../../src/main/services/journal/format.ts';
import { type Journal, openJournal } from '../../../../../src/main/services/journal/journal.ts';
import type { BackupSource } from '../../../../../src/main/services/backup/collect.ts';
import { type BackupKey, type BackupLock } from '../../../../../src/main/services/backup/ageHeader.ts';
import { type OpenedBackup, openBackup } from '../../../../../src/main/services/backup/readBackup.ts';
import { type Written, writeBackup } from '../../../../../src/main/services/backup/writeBackup.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';

/** Whose backups these are. */
export const ACCOUNT = 'A'.repeat(43) as AccountId;
/** What opens them. */
export const PASSPHRASE: BackupKey = { kind: 'passphrase', passphrase: 'seven quiet herons' };
/** Cheap guesses: nobody is to be kept out here. */
export const CHEAP = 4;

/** The value, or the test ends. */
export function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`failed: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** A journal and a shelf in folders of their own, empty. */
export async function emptyPlace(): Promise<{ journal: Journal; shelf: BlobShelf; directory: string }> {
  const directory = temporaryDirectory();
  const journal = valueOf(
    await openJournal({ directory: join(directory, 'journal'), key: journalKey(randomBytes(32)) }),
  );
  const shelf = valueOf(await BlobShelf.open({ directory: join(directory, 'blobs'), disk: systemDisk, now: () => 0 }));
  return { journal, shelf, directory };
}

/** Puts an own file on a shelf. */
export async function putBlob(shelf: BlobShelf, bytes: Uint8Array): Promise<BlobId> {
  const { draft } = valueOf(await shelf.drafts.begin(bytes.length));
  for (let at = 0; at < bytes.length; at += BLOB_CHUNK_BYTES) {
    valueOf(await shelf.drafts.append(draft, at / BLOB_CHUNK_BYTES, bytes.slice(at, at + BLOB_CHUNK_BYTES)));
  }
  return valueOf(await shelf.seal(draft)).id;
}

/** Bytes that are the same in every run. */
export function patterned(length: number, seed: number): Uint8Array {
  let state = seed * 2_654_435_761 + 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

/** Short, and another for other bytes. */
export function nameOf(bytes: Uint8Array): string {
  return `${bytes.length}:${createHash('sha256').update(bytes).digest('base64').slice(0, 16)}`;
}

/** All entries of a journal, each by its {@link nameOf}. */
export async function entriesOf(journal: Journal): Promise<string[]> {
  const all: string[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const page: Awaited<ReturnType<Journal['read']>> = await journal.read(from, 1000);
    const read = valueOf(page);
    all.push(...read.entries.map(nameOf));
    from = read.next;
  }
  return all;
}

/** The {@link nameOf} of all bytes of a blob; null when one chunk is missing. */
export async function blobName(shelf: BlobShelf, id: BlobId): Promise<string | null> {
  const found = valueOf(await shelf.find(id));
  if (found?.isComplete !== true) return null;
  const chunks: Uint8Array[] = [];
  for (let index = 0; index * BLOB_CHUNK_BYTES < found.size; index++) {
    const chunk = valueOf(await found.read(index));
    if (chunk === null) return null;
    chunks.push(chunk);
  }
  return nameOf(Buffer.concat(chunks));
}

/** A place with some of everything: entries small and large, blobs empty, small and of several chunks. */
export async function livedIn(entryCount = 40): Promise<BackupSource & { directory: string; blobs: BlobId[] }> {
  const place = await emptyPlace();
  const entries = Array.from({ length: entryCount }, (_, index) => patterned(20 + index * 37, index));
  valueOf(await place.journal.append([...entries, patterned(300_000, 7)]));
  const blobs = [
    await putBlob(place.shelf, patterned(10, 1)),
    await putBlob(place.shelf, patterned(2 * BLOB_CHUNK_BYTES + 5000, 2)),
  ];
  const notes = [{ name: 'identity', bytes: patterned(200, 3) }];
  const extra = [patterned(50, 4)];
  return { ...place, account: ACCOUNT, notes, extra, app: '0.1.0', createdAt: 1_700_000_000_000, blobs };
}

/** Writes a backup of a place. */
export async function written(
  source: BackupSource & { directory: string },
  lock: BackupLock = PASSPHRASE,
): Promise<Written & { path: string }> {
  const path = join(source.directory, 'a.age');
  const options = { path, lock, signal: new AbortController().signal, onProgress: () => undefined };
  return { ...valueOf(await writeBackup(source, { ...options, scryptCost: CHEAP })), path };
}

/** Opens bytes as a backup. */
export async function openedFrom(
  bytes: Uint8Array,
  fileKey: Uint8Array,
): Promise<Awaited<ReturnType<typeof openBackup>>> {
  const path = join(temporaryDirectory(), 'b.age');
  await writeFile(path, bytes);
  return openBackup(path, { kind: 'file', fileKey });
}

/** Never stopped, nobody listens. */
export const THROUGH = { signal: new AbortController().signal, onBytes: () => undefined };

/** Uses an opened backup and closes it. */
export async function using<T>(
  opened: Result<OpenedBackup, unknown>,
  work: (backup: OpenedBackup) => Promise<T>,
): Promise<T> {
  const backup = valueOf(opened);
  try {
    return await work(backup);
  } finally {
    await backup.close();
  }
}
