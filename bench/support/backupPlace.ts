/** A place to back up: a journal and blobs, as a host keeps them, and the same bytes read, encrypted and written by nobody's rules. */
import { createCipheriv, createDecipheriv, randomBytes, randomFillSync } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BLOB_CHUNK_BYTES } from '@shared/blob.ts';
import type { AccountId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import type { BackupSource } from '../../src/main/services/backup/collect.ts';
import { systemDisk } from '../../src/main/services/blobs/blobDisk.ts';
import { BlobShelf } from '../../src/main/services/blobs/blobShelf.ts';
import { journalKey } from '../../src/main/services/journal/format.ts';
import { type Journal, openJournal } from '../../src/main/services/journal/journal.ts';
import { temporary } from './hosts.ts';

/** Bytes of a journal's entry: an ordinary message, signed. */
const ENTRY_BYTES = 320;
const MEGABYTE = 1024 * 1024;
/** What the raw passes read and write at once. */
const PIECE = MEGABYTE;
const TAG = 16;

/** A journal and a shelf of their own. */
export interface Place {
  readonly directory: string;
  readonly journal: Journal;
  readonly shelf: BlobShelf;
}

/** The value, or the measurement ends. */
export function must<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** An empty one. */
export async function emptyPlace(): Promise<Place> {
  const directory = await temporary();
  const journal = must(await openJournal({ directory: join(directory, 'journal'), key: journalKey(randomBytes(32)) }));
  const shelf = must(
    await BlobShelf.open({ directory: join(directory, 'blobs'), disk: systemDisk, now: () => performance.now() }),
  );
  return { directory, journal, shelf };
}

/** One with `events` entries, and blobs of `megabytes` together: a quarter in one film, the rest in pictures of 1 MiB. */
export async function filledPlace(
  events: number,
  megabytes: number,
): Promise<Place & { readonly source: BackupSource }> {
  const place = await emptyPlace();
  const { journal, shelf } = place;
  for (let at = 0; at < events; at += 5000) {
    must(await journal.append(Array.from({ length: Math.min(5000, events - at) }, () => randomBytes(ENTRY_BYTES))));
  }
  const film = Math.floor(megabytes / 4);
  await putBlob(shelf, film * MEGABYTE);
  for (let count = film; count < megabytes; count += 1) await putBlob(shelf, MEGABYTE);
  const source = { account: 'A'.repeat(43) as AccountId, journal, shelf, notes: [], extra: [], app: '', createdAt: 1 };
  return { ...place, source };
}

async function putBlob(shelf: BlobShelf, size: number): Promise<void> {
  const { draft } = must(await shelf.drafts.begin(size));
  for (let at = 0; at < size; at += BLOB_CHUNK_BYTES) {
    must(await shelf.drafts.append(draft, at / BLOB_CHUNK_BYTES, randomBytes(Math.min(BLOB_CHUNK_BYTES, size - at))));
  }
  must(await shelf.seal(draft));
}

/** Every file of a place, how many bytes they have, and the sizes of those that have to be durable each for itself. */
export async function filesOf({ directory }: Place): Promise<PlaceFiles> {
  const paths: string[] = [];
  for (const folder of ['journal', 'blobs']) {
    for (const name of (await readdir(join(directory, folder))).toSorted()) paths.push(join(directory, folder, name));
  }
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  // The outlines of whole blobs may be lost: they are made again from the bytes.
  const durable = sizes.filter((_, place) => paths[place]?.endsWith('.outline') === false);
  return { paths, bytes: sizes.reduce((sum, size) => sum + size, 0), durable };
}

/** See {@link filesOf}. */
export interface PlaceFiles {
  readonly paths: readonly string[];
  readonly bytes: number;
  readonly durable: readonly number[];
}

/** Raw read, AES-256-GCM and write of files into one, durable at the end. Answers the key. */
export async function rawSeal(paths: readonly string[], to: string): Promise<Buffer> {
  const key = randomBytes(32);
  const output = await open(to, 'w', 0o600);
  for (const path of paths) {
    await eachPiece(path, PIECE, async (plain) => {
      const nonce = randomFillSync(Buffer.alloc(12));
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = cipher.update(plain);
      cipher.final();
      await writeAll(output, [nonce, sealed, cipher.getAuthTag()]);
    });
  }
  await output.sync();
  await output.close();
  return key;
}

/** Where {@link rawOpen} writes: files of these sizes, in this folder. */
export interface RawTarget {
  readonly directory: string;
  readonly sizes: readonly number[];
}

/** Files that are being made durable while the next are written. */
const SYNCS_AT_ONCE = 8;

/** The way back: one file read, opened and written as files of those sizes, each durable, and so their names. */
export async function rawOpen(from: string, key: Buffer, { directory, sizes }: RawTarget): Promise<void> {
  await mkdir(directory);
  const syncing: Promise<void>[] = [];
  const current: { output: FileHandle | null; left: number; at: number } = { output: null, left: 0, at: 0 };
  const write = async (plain: Buffer) => {
    const { output } = current;
    if (output === null) {
      current.output = await open(join(directory, String(current.at)), 'w', 0o600);
      current.left = sizes[current.at] ?? Infinity;
      current.at += 1;
      return plain;
    }
    const taken = plain.subarray(0, current.left);
    await writeAll(output, [taken]);
    current.left -= taken.length;
    if (current.left === 0) {
      current.output = null;
      syncing.push(syncedAndClosed(output));
      if (syncing.length > SYNCS_AT_ONCE) await syncing.shift();
    }
    return plain.subarray(taken.length);
  };
  await eachPiece(from, PIECE, async (piece) => {
    // Where one piece ends is nobody's question here: the bytes are what counts, not what they say.
    const decipher = createDecipheriv('aes-256-gcm', key, piece.subarray(0, 12));
    for (let left: Buffer = decipher.update(piece.subarray(12, -TAG)); left.length > 0;) left = await write(left);
  });
  if (current.output !== null) syncing.push(syncedAndClosed(current.output));
  await Promise.all(syncing);
  await syncedAndClosed(await open(directory, 'r'));
}

async function syncedAndClosed(file: FileHandle): Promise<void> {
  await file.sync();
  await file.close();
}

async function eachPiece(path: string, size: number, visit: (piece: Buffer) => Promise<void>): Promise<void> {
  const file = await open(path, 'r');
  const buffer = Buffer.alloc(size);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, size);
    if (bytesRead === 0) break;
    await visit(buffer.subarray(0, bytesRead));
  }
  await file.close();
}

async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  await file.writev(pieces);
}
