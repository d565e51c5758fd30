import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Result, fail, ok } from '@shared/result.ts';
import { type StorageFailure, storageFailure, syncDirectory } from '../files/files.ts';
import { type BackupLock, sealHeader } from './ageHeader.ts';
import { PAYLOAD_NONCE_BYTES, PartSealer, partCipher, payloadKey } from './ageStream.ts';
import { type BackupSource, type CollectFailure, type Collected, collect } from './collect.ts';
import { encodeHead, encodeRecord } from './container.ts';

/** What a backup that is being written ends in, until it is whole. */
export const UNFINISHED = '.writing';

/** Bytes written to the file at once. */
const WRITE_BYTES = 1024 * 1024;
/** Between two writes to the disk itself: not all at the end, when others wait for the disk, too. */
const SYNC_BYTES = 32 * 1024 * 1024;

/** How a backup is written. */
export interface WriteOptions {
  readonly path: string;
  readonly lock: BackupLock;
  readonly signal: AbortSignal;
  /** Hears bytes written, and about how many there will be. */
  readonly onProgress: (done: number, total: number) => void;
  /** Of scrypt; a test's own. */
  readonly scryptCost?: number;
}

/** What was written, and the key that lets it be checked at once. It opens this one file. */
export interface Written extends Collected {
  readonly bytes: number;
  readonly fileKey: Uint8Array;
}

/** Writes a backup beside its name and gives it that name when it is whole and durable: a kill at any point leaves it or nothing (BAK-2). */
export async function writeBackup(
  source: BackupSource,
  options: WriteOptions,
): Promise<Result<Written, CollectFailure>> {
  const written = await writeUnnamed(source, options);
  if (!written.ok) return written;
  const named = await nameBackup(options.path);
  return named.ok ? written : named;
}

/** Gives what {@link writeUnnamed} wrote its name, durably. */
export async function nameBackup(path: string): Promise<Result<void, StorageFailure>> {
  const temporary = `${path}${UNFINISHED}`;
  try {
    await rename(temporary, path);
    await syncDirectory(dirname(path));
    return ok();
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return storageFailure('naming a backup', cause);
  }
}

/** As {@link writeBackup}, for one that is looked at before it gets its name: it ends in {@link UNFINISHED}, whole and durable. */
export async function writeUnnamed(
  source: BackupSource,
  options: WriteOptions,
): Promise<Result<Written, CollectFailure>> {
  const temporary = `${options.path}${UNFINISHED}`;
  try {
    await rm(temporary, { force: true });
    const file = await open(temporary, 'wx', 0o600);
    let written: Result<Written, CollectFailure>;
    try {
      written = await writeInto(file, source, options);
      if (written.ok) await file.sync();
    } finally {
      await file.close();
    }
    if (!written.ok) await rm(temporary, { force: true });
    return written;
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return storageFailure('writing a backup', cause);
  }
}

async function writeInto(
  file: FileHandle,
  source: BackupSource,
  { lock, signal, onProgress, scryptCost }: WriteOptions,
): Promise<Result<Written, CollectFailure>> {
  const { header, fileKey } = await sealHeader(lock, scryptCost);
  const nonce = randomBytes(PAYLOAD_NONCE_BYTES);
  const sealer = new PartSealer(partCipher(payloadKey(fileKey, nonce)));
  const output = new FileOutput(file);
  await output.write([header, nonce, ...sealer.push(encodeHead(nonce))]);
  try {
    return await writeRecords({ source, output, sealer, nonce, fileKey }, { signal, onProgress });
  } finally {
    await output.idle();
  }
}

interface Writing {
  readonly source: BackupSource;
  readonly output: FileOutput;
  readonly sealer: PartSealer;
  readonly nonce: Uint8Array;
  readonly fileKey: Uint8Array;
}

async function writeRecords(
  { source, output, sealer, nonce, fileKey }: Writing,
  { signal, onProgress }: Pick<WriteOptions, 'signal' | 'onProgress'>,
): Promise<Result<Written, CollectFailure>> {
  let total = 0;
  let ordinal = 0;
  const collected = await collect(
    source,
    async (kind, body, digest) => {
      const record = { kind, ordinal, body, ...(digest === undefined ? {} : { digest }) };
      for (const piece of encodeRecord(nonce, record)) await output.write(sealer.push(piece));
      ordinal += 1;
      onProgress(output.bytes, Math.max(total, output.bytes));
    },
    { signal, onTotal: (bytes) => (total = bytes) },
  );
  if (!collected.ok) return collected;
  if (signal.aborted) return fail('backup-cancelled', 'it was stopped');
  await output.write(sealer.end());
  await output.end();
  return ok({ ...collected.value, bytes: output.bytes, fileKey });
}

/** Puts small pieces together, so that the disk gets large ones; while it takes one, the next is made. */
class FileOutput {
  bytes = 0;
  readonly #file: FileHandle;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #at = 0;
  #writing: Promise<void> = Promise.resolve();
  #unsynced = 0;
  #syncing: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async write(pieces: readonly Uint8Array[]): Promise<void> {
    for (const piece of pieces) {
      this.#waiting.push(piece);
      this.#waitingBytes += piece.length;
      this.bytes += piece.length;
    }
    if (this.#waitingBytes >= WRITE_BYTES) await this.#begin();
  }

  /** Everything is in the file, and what was to be synced on the way was. */
  async end(): Promise<void> {
    await this.#begin();
    await this.#writing;
    await this.#syncing;
  }

  /** Nothing is under way any more, however it went: the file may be closed. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.#writing, this.#syncing]);
  }

  /** Begins to write what waits, once what was begun before is done. */
  async #begin(): Promise<void> {
    await this.#writing;
    const pieces = this.#waiting;
    const bytes = this.#waitingBytes;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#writing = owned(writeAll(this.#file, pieces, this.#at));
    this.#at += bytes;
    this.#unsynced += bytes;
    if (this.#unsynced < SYNC_BYTES) return;
    this.#unsynced = 0;
    await this.#syncing;
    this.#syncing = owned(this.#file.datasync());
  }
}

/** A promise that is awaited later: until then its failure is nobody's. */
function owned(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}

async function writeAll(file: FileHandle, pieces: readonly Uint8Array[], position: number): Promise<void> {
  if (pieces.length === 0) return;
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  const { bytesWritten } = await file.writev(pieces, position);
  if (bytesWritten === bytes) return;
  // A disk that takes less than all of it says so by taking nothing, or an error, next.
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  if (bytesWritten === 0) throw Object.assign(new Error('the disk takes no more'), { code: 'ENOSPC' });
  await writeAll(file, [rest], position + bytesWritten);
}
