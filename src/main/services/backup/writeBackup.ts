import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Result, fail, ok } from '@shared/result.ts';
import { storageFailure, syncDirectory } from '../files/files.ts';
import { type BackupLock, sealHeader } from './ageHeader.ts';
import { PAYLOAD_NONCE_BYTES, PartSealer, partCipher, payloadKey } from './ageStream.ts';
import { type BackupSource, type CollectFailure, collect } from './collect.ts';
import { encodeHead, encodeRecord } from './container.ts';
import type { BackupEnd } from './contents.ts';

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
export interface Written {
  readonly end: BackupEnd;
  readonly bytes: number;
  readonly fileKey: Uint8Array;
}

/** Writes a backup beside its name and gives it that name when it is whole and durable: a kill at any point leaves it or nothing (BAK-2). */
export async function writeBackup(
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
    if (written.ok) {
      await rename(temporary, options.path);
      await syncDirectory(dirname(options.path));
    } else await rm(temporary, { force: true });
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
  let total = 0;
  let ordinal = 0;
  const end = await collect(
    source,
    async (kind, body) => {
      for (const piece of encodeRecord(nonce, { kind, ordinal, body })) await output.write(sealer.push(piece));
      ordinal += 1;
      onProgress(output.bytes, Math.max(total, output.bytes));
    },
    { signal, onTotal: (bytes) => (total = bytes) },
  );
  if (!end.ok) return end;
  if (signal.aborted) return fail('backup-cancelled', 'it was stopped');
  await output.write([sealer.end()]);
  await output.flush();
  return ok({ end: end.value, bytes: output.bytes, fileKey });
}

/** Puts small pieces together, so that the disk gets large ones. */
class FileOutput {
  bytes = 0;
  readonly #file: FileHandle;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #unsynced = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async write(pieces: readonly Uint8Array[]): Promise<void> {
    for (const piece of pieces) {
      this.#waiting.push(piece);
      this.#waitingBytes += piece.length;
      this.bytes += piece.length;
    }
    if (this.#waitingBytes >= WRITE_BYTES) await this.flush();
  }

  async flush(): Promise<void> {
    const pieces = this.#waiting;
    this.#unsynced += this.#waitingBytes;
    this.#waiting = [];
    this.#waitingBytes = 0;
    // Nothing else is written here, so that the place is always the end.
    if (pieces.length > 0) await this.#file.appendFile(Buffer.concat(pieces));
    if (this.#unsynced < SYNC_BYTES) return;
    this.#unsynced = 0;
    await this.#file.datasync();
  }
}
