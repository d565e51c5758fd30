import { type FileHandle, open } from 'node:fs/promises';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type StorageFailure, storageFailure } from '../files/files.ts';
import { type BackupKey, type HeaderFailure, MOST_HEADER_BYTES, openHeader } from './ageHeader.ts';
import { PAYLOAD_NONCE_BYTES, SEALED_PART_BYTES, openPart, partCipher, payloadKey } from './ageStream.ts';
import { CONTAINER_HEAD_BYTES, RECORD_KINDS, RecordScanner, readHead } from './container.ts';
import { BACKUP_VERSION, type BackupManifest, readManifest } from './contents.ts';
import { openerHere } from './openerClient.ts';
import {
  type Damage,
  type MakeOpener,
  type Payload,
  type ReadFailure,
  type ReadOptions,
  type RecordTaker,
  readInto,
  readRecords,
  suitedOpener,
} from './readRecords.ts';

/** Why a backup could not be opened. `backup-newer`: a later version of this program wrote it. */
export type OpenFailure = HeaderFailure | StorageFailure | Failure<'backup-newer'>;

/** What opens a backup: a key of the person's, or that of this one file. */
export type OpenWith = BackupKey | { readonly kind: 'file'; readonly fileKey: Uint8Array };

/** An opened backup. Close it. */
export interface OpenedBackup {
  readonly manifest: BackupManifest;
  /** Bytes of the file. */
  readonly size: number;
  /** Reads all records from the beginning, in order, past what is damaged. `onBytes` hears how far it is. */
  readAll(taker: RecordTaker, options: ReadOptions): Promise<Result<Damage, ReadFailure>>;
  /** As `readAll`, for who stops soon: no thread is begun for it. */
  readSome(taker: RecordTaker, options: ReadOptions): Promise<Result<Damage, ReadFailure>>;
  close(): Promise<void>;
}

/** Opens a backup and reads what it says of itself at its beginning. `makeOpener` is a test's own. */
export async function openBackup(
  path: string,
  key: OpenWith,
  makeOpener: MakeOpener = suitedOpener,
): Promise<Result<OpenedBackup, OpenFailure>> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (cause) {
    return storageFailure('opening a backup', cause);
  }
  try {
    const opened = await openFile(file, key, makeOpener);
    if (!opened.ok) await file.close();
    return opened;
  } catch (cause) {
    await file.close();
    return storageFailure('reading a backup', cause);
  }
}

async function openFile(
  file: FileHandle,
  key: OpenWith,
  makeOpener: MakeOpener,
): Promise<Result<OpenedBackup, OpenFailure>> {
  const { size } = await file.stat();
  const head = await readAt(file, 0, Math.min(size, MOST_HEADER_BYTES));
  const header = key.kind === 'file' ? headerKnown(head, key.fileKey) : await openHeader(head, key);
  if (!header.ok) return header;
  const { fileKey, length } = header.value;
  const nonce = head.subarray(length, length + PAYLOAD_NONCE_BYTES);
  if (nonce.length < PAYLOAD_NONCE_BYTES) return fail('backup-damaged', 'it ends in its header');
  const payload = { file, size, start: length + PAYLOAD_NONCE_BYTES, key: payloadKey(fileKey, nonce) };
  const first = await beginningOf(payload);
  if (!first.ok) return first;
  const { salt, manifest } = first.value;
  return ok({
    manifest,
    size,
    readAll: (taker, options) => readRecords({ ...payload, salt }, taker, { ...options, makeOpener }),
    readSome: (taker, options) => readRecords({ ...payload, salt }, taker, { ...options, makeOpener: hereAlways }),
    close: () => file.close(),
  });
}

const hereAlways: MakeOpener = (payload) => Promise.resolve(openerHere(payload));

function headerKnown(
  head: Uint8Array,
  fileKey: Uint8Array,
): Result<{ readonly fileKey: Uint8Array; readonly length: number }, HeaderFailure> {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const end = text.indexOf('\n', text.indexOf('\n--- ') + 1);
  return end === -1 ? fail('backup-damaged', 'the header has no end') : ok({ fileKey, length: end + 1 });
}

/** Salt and manifest lie in the first part: without it nothing else can be trusted. */
async function beginningOf(
  payload: Omit<Payload, 'salt'>,
): Promise<Result<{ readonly salt: Uint8Array; readonly manifest: BackupManifest }, OpenFailure>> {
  const damaged = fail('backup-damaged', 'its beginning does not hold');
  const sealed = await readAt(payload.file, payload.start, SEALED_PART_BYTES);
  const isAtEnd = payload.start + sealed.length >= payload.size;
  const { plain } = openPart(partCipher(payload.key), sealed, { index: 0, isAtEnd });
  if (plain === null) return damaged;
  const salt = readHead(plain);
  if (salt === 'newer') return fail('backup-newer', 'a later version wrote it');
  if (salt === null) return fail('backup-foreign', 'an age file, and no backup of Banyan');
  const [first] = new RecordScanner(salt).push([plain.subarray(CONTAINER_HEAD_BYTES)]);
  const manifest = first?.kind === RECORD_KINDS.manifest ? readManifest(first.body) : null;
  if (manifest === null) return damaged;
  return manifest.v > BACKUP_VERSION ? fail('backup-newer', 'a later version wrote it') : ok({ salt, manifest });
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  return readInto(file, position, Buffer.alloc(Math.max(0, length)));
}
