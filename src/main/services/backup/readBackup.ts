import { type FileHandle, open } from 'node:fs/promises';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { ahead } from '../files/ahead.ts';
import { type StorageFailure, attempt, storageFailure } from '../files/files.ts';
import { type BackupKey, type HeaderFailure, MOST_HEADER_BYTES, openHeader } from './ageHeader.ts';
import {
  type PartCipher,
  PAYLOAD_NONCE_BYTES,
  SEALED_PART_BYTES,
  openPart,
  partCipher,
  payloadKey,
} from './ageStream.ts';
import { type BackupRecord, CONTAINER_HEAD_BYTES, RECORD_KINDS, RecordScanner, readHead } from './container.ts';
import { BACKUP_VERSION, type BackupManifest, readManifest } from './contents.ts';

/** Why a backup could not be opened. `backup-newer`: a later version of this program wrote it. */
export type OpenFailure = HeaderFailure | StorageFailure | Failure<'backup-newer'>;

/** What opens a backup: a key of the person's, or that of this one file. */
export type OpenWith = BackupKey | { readonly kind: 'file'; readonly fileKey: Uint8Array };

/** How much of a file did not hold. */
export interface Damage {
  /** Bytes of parts that do not decrypt, and of records that are not whole because of that. */
  readonly bytes: number;
  /** The file ends before its end. */
  readonly isTruncated: boolean;
}

/** An opened backup. Close it. */
export interface OpenedBackup {
  readonly manifest: BackupManifest;
  /** Bytes of the file. */
  readonly size: number;
  /** Reads all records from the beginning, in order, past what is damaged. `onBytes` hears how far it is. */
  readAll(take: (record: BackupRecord) => Promise<void>, options: ReadOptions): Promise<Result<Damage, ReadFailure>>;
  close(): Promise<void>;
}

/** Why reading ended early: the disk failed, or it was stopped. */
export type ReadFailure = StorageFailure | Failure<'backup-cancelled'>;

/** How it goes on, and a word to stop. */
export interface ReadOptions {
  readonly signal: AbortSignal;
  readonly onBytes: (done: number) => void;
}

/** Parts read from the disk at once. */
const BLOCK_PARTS = 16;
const BLOCK_BYTES = BLOCK_PARTS * SEALED_PART_BYTES;
/** Blocks read before it is their turn. */
const BLOCKS_AHEAD = 2;

/** Opens a backup and reads what it says of itself at its beginning. */
export async function openBackup(path: string, key: OpenWith): Promise<Result<OpenedBackup, OpenFailure>> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (cause) {
    return storageFailure('opening a backup', cause);
  }
  try {
    const opened = await openFile(file, key);
    if (!opened.ok) await file.close();
    return opened;
  } catch (cause) {
    await file.close();
    return storageFailure('reading a backup', cause);
  }
}

async function openFile(file: FileHandle, key: OpenWith): Promise<Result<OpenedBackup, OpenFailure>> {
  const { size } = await file.stat();
  const head = await readAt(file, 0, Math.min(size, MOST_HEADER_BYTES));
  const header = key.kind === 'file' ? headerKnown(head, key.fileKey) : await openHeader(head, key);
  if (!header.ok) return header;
  const { fileKey, length } = header.value;
  const nonce = head.subarray(length, length + PAYLOAD_NONCE_BYTES);
  if (nonce.length < PAYLOAD_NONCE_BYTES) return fail('backup-damaged', 'it ends in its header');
  const payload = {
    file,
    size,
    start: length + PAYLOAD_NONCE_BYTES,
    cipher: partCipher(payloadKey(fileKey, nonce)),
  };
  const first = await beginningOf(payload);
  if (!first.ok) return first;
  const { salt, manifest } = first.value;
  return ok({
    manifest,
    size,
    readAll: (take, options) => readRecords({ ...payload, salt }, take, options),
    close: () => file.close(),
  });
}

function headerKnown(
  head: Uint8Array,
  fileKey: Uint8Array,
): Result<{ readonly fileKey: Uint8Array; readonly length: number }, HeaderFailure> {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const end = text.indexOf('\n', text.indexOf('\n--- ') + 1);
  return end === -1 ? fail('backup-damaged', 'the header has no end') : ok({ fileKey, length: end + 1 });
}

interface Payload {
  readonly file: FileHandle;
  readonly size: number;
  /** Where its parts begin. */
  readonly start: number;
  readonly cipher: PartCipher;
}

/** Salt and manifest lie in the first part: without it nothing else can be trusted. */
async function beginningOf(
  payload: Payload,
): Promise<Result<{ readonly salt: Uint8Array; readonly manifest: BackupManifest }, OpenFailure>> {
  const damaged = fail('backup-damaged', 'its beginning does not hold');
  const sealed = await readAt(payload.file, payload.start, SEALED_PART_BYTES);
  const isAtEnd = payload.start + sealed.length >= payload.size;
  const { plain } = openPart(payload.cipher, sealed, { index: 0, isAtEnd });
  if (plain === null) return damaged;
  const salt = readHead(plain);
  if (salt === 'newer') return fail('backup-newer', 'a later version wrote it');
  if (salt === null) return fail('backup-foreign', 'an age file, and no backup of Banyan');
  const [first] = new RecordScanner(salt).push(plain.subarray(CONTAINER_HEAD_BYTES));
  const manifest = first?.kind === RECORD_KINDS.manifest ? readManifest(first.body) : null;
  if (manifest === null) return damaged;
  return manifest.v > BACKUP_VERSION ? fail('backup-newer', 'a later version wrote it') : ok({ salt, manifest });
}

async function readRecords(
  payload: Payload & { readonly salt: Uint8Array },
  take: (record: BackupRecord) => Promise<void>,
  options: ReadOptions,
): Promise<Result<Damage, ReadFailure>> {
  const scanner = new RecordScanner(payload.salt);
  const reading = { index: 0, damaged: 0, isEnded: false };
  const takeAll = async (records: readonly BackupRecord[]) => {
    for (const record of records) await take(record);
  };
  const takeRuns = async (runs: readonly Run[], end: number) => {
    for (const run of runs) await takeAll(run === null ? scanner.hole() : scanner.push(...run));
    options.onBytes(end);
  };
  // Used again and again: nothing of a block is needed once its parts were opened. One is opened while the next are read.
  const buffers = Array.from({ length: BLOCKS_AHEAD + 2 }, () => Buffer.allocUnsafeSlow(BLOCK_BYTES));
  let next = 0;
  const blocks = ahead(blockStarts(payload), BLOCKS_AHEAD, (from) => {
    const buffer = buffers[next % buffers.length] ?? Buffer.alloc(BLOCK_BYTES);
    next += 1;
    return attempt('reading a backup', () => readInto(payload.file, from, buffer));
  });
  let at = payload.start;
  let taking: Promise<void> = Promise.resolve();
  for await (const block of blocks) {
    if (!block.ok || options.signal.aborted) {
      await taking;
      if (!block.ok) return block;
      break;
    }
    at += block.value.length;
    // Opened while what the block before it has is written.
    const runs = openRuns(block.value, payload.cipher, { reading, isAtEnd: at >= payload.size });
    await taking;
    taking = takeRuns(runs, at);
    // Awaited with the next one, or at the end.
    taking.catch(() => undefined);
  }
  await taking;
  await takeAll(scanner.hole());
  if (options.signal.aborted) return fail('backup-cancelled', 'it was stopped');
  // The head of the container is no record.
  const bytes = reading.damaged + Math.max(0, scanner.skipped - CONTAINER_HEAD_BYTES);
  return ok({ bytes, isTruncated: !reading.isEnded });
}

function* blockStarts({ start, size }: Payload): Generator<number> {
  for (let at = start; at < size; at += BLOCK_BYTES) yield at;
}

interface Reading {
  index: number;
  damaged: number;
  isEnded: boolean;
}

/** Plain text that hangs together, in parts; null where something is missing. */
type Run = readonly Uint8Array[] | null;

function openRuns(
  block: Uint8Array,
  cipher: PartCipher,
  { reading, isAtEnd }: { readonly reading: Reading; readonly isAtEnd: boolean },
): Run[] {
  const runs: Run[] = [];
  let plains: Uint8Array[] = [];
  const endRun = () => {
    if (plains.length > 0) runs.push(plains);
    plains = [];
  };
  for (let at = 0; at < block.length; at += SEALED_PART_BYTES) {
    const sealed = block.subarray(at, at + SEALED_PART_BYTES);
    const isLastPart = isAtEnd && at + sealed.length >= block.length;
    const { plain, isLast } = openPart(cipher, sealed, { index: reading.index, isAtEnd: isLastPart });
    reading.index += 1;
    reading.isEnded ||= isLast;
    if (plain === null) {
      reading.damaged += sealed.length;
      endRun();
      runs.push(null);
    } else plains.push(plain);
  }
  endRun();
  return runs;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  return readInto(file, position, Buffer.alloc(Math.max(0, length)));
}

/** Fills `bytes`, or as much of it as the file has. */
async function readInto(file: FileHandle, position: number, bytes: Buffer): Promise<Uint8Array> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
