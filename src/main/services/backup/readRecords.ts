import type { FileHandle } from 'node:fs/promises';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { ahead } from '../files/ahead.ts';
import { type StorageFailure, attempt } from '../files/files.ts';
import { type BackupRecord, CONTAINER_HEAD_BYTES } from './container.ts';
import { type OpenedBlock, type Opener, OpenerGoneError, openerHere, openerThread } from './openerClient.ts';
import { BLOCK_BYTES, type FoundAtEnd, type OpenerKeys, ROOM_BYTES } from './recordOpener.ts';

/** Why reading ended early: the disk failed, or it was stopped. */
export type ReadFailure = StorageFailure | Failure<'backup-cancelled'>;

/** How it goes on, and a word to stop. */
export interface ReadOptions {
  readonly signal: AbortSignal;
  readonly onBytes: (done: number) => void;
}

/** How much of a file did not hold. */
export interface Damage {
  /** Bytes of parts that do not decrypt, and of records that are not whole because of that. */
  readonly bytes: number;
  /** The file ends before its end. */
  readonly isTruncated: boolean;
}

/** Where the records of a file lie, and what opens them. */
export interface Payload extends OpenerKeys {
  readonly file: FileHandle;
  readonly size: number;
  /** Where its parts begin. */
  readonly start: number;
}

/** Who opens the records of a file. */
export type MakeOpener = (payload: Payload) => Promise<Opener>;

/** Who gets the records. */
export interface RecordTaker {
  /** The next one; the one after it comes when this is answered. The memory of its body is used again later: see `settled`. */
  take(record: BackupRecord): Promise<void>;
  /** Nothing is needed any more of what was taken until now. */
  settled(): Promise<void>;
}

/** Blocks read before it is their turn. */
const BLOCKS_AHEAD = 2;
/** Blocks opened before it is their turn. */
const OPENED_AHEAD = 2;
/** Shorter ones are read before a thread would have begun. */
const THREAD_FROM_BYTES = 4 * BLOCK_BYTES;

/** On a thread of its own, where there is enough to read. */
export const suitedOpener: MakeOpener = (payload) =>
  payload.size - payload.start < THREAD_FROM_BYTES ? Promise.resolve(openerHere(payload)) : openerThread(payload);

/** Gives all records of a file to `taker`, one after another. Where the thread that opens them is lost, all is opened here: what was given is left out. */
export async function readRecords(
  payload: Payload,
  taker: RecordTaker,
  options: ReadOptions & { readonly makeOpener: MakeOpener },
): Promise<Result<Damage, ReadFailure>> {
  let given = 0;
  try {
    const opener = await options.makeOpener(payload);
    const counted: RecordTaker['take'] = (record) => {
      given += 1;
      return taker.take(record);
    };
    return await readWith(opener, payload, { ...options, taker: { ...taker, take: counted } });
  } catch (cause) {
    if (!(cause instanceof OpenerGoneError)) throw cause;
    let left = given;
    const rest: RecordTaker['take'] = async (record) => {
      if (left === 0) await taker.take(record);
      else left -= 1;
    };
    return await readWith(openerHere(payload), payload, { ...options, taker: { ...taker, take: rest } });
  }
}

interface Reading extends ReadOptions {
  readonly taker: RecordTaker;
}

async function readWith(opener: Opener, payload: Payload, reading: Reading): Promise<Result<Damage, ReadFailure>> {
  try {
    const found = await openAll(opener, payload, reading);
    if (!found.ok) return found;
    for (const record of found.value.records) await reading.taker.take(record);
    if (reading.signal.aborted) return fail('backup-cancelled', 'it was stopped');
    const { damaged, skipped, isEnded } = found.value;
    // The head of the container is no record.
    return ok({ bytes: damaged + Math.max(0, skipped - CONTAINER_HEAD_BYTES), isTruncated: !isEnded });
  } finally {
    await opener.close();
  }
}

/** Reads ahead, has opened ahead, and hands on what was found: all three go on at once, with as many blocks in memory as are ahead. */
async function openAll(
  opener: Opener,
  payload: Payload,
  { taker, signal, onBytes }: Reading,
): Promise<Result<FoundAtEnd, ReadFailure>> {
  // Used again and again: new memory for every block takes as long as opening a third of it.
  const free: ArrayBuffer[] = [];
  const rooms: ArrayBuffer[] = [];
  const blocks = ahead(blockStarts(payload), BLOCKS_AHEAD, (from) =>
    attempt('reading a backup', () => readBlock(payload.file, from, free.pop() ?? new ArrayBuffer(BLOCK_BYTES))),
  );
  const takeNext = async (opening: Promise<OpenedBlock>, end: number) => {
    const { records, memory, room } = await opening;
    free.push(memory);
    for (const record of records) await taker.take(record);
    // Not waited for: there is other room meanwhile.
    void taker.settled().then(() => rooms.push(room));
    onBytes(end);
  };
  const opened: (readonly [Promise<OpenedBlock>, number])[] = [];
  let taking: Promise<void> = Promise.resolve();
  let at = payload.start;
  const takeOne = async () => {
    await taking;
    const next = opened.shift();
    if (next === undefined) return;
    taking = takeNext(...next);
    // Awaited with the next one, or at the end.
    taking.catch(() => undefined);
  };
  for await (const block of blocks) {
    if (!block.ok) {
      await taking;
      return block;
    }
    if (signal.aborted) break;
    at += block.value.length;
    const room = rooms.pop() ?? new ArrayBuffer(ROOM_BYTES);
    const opening = opener.open({ ...block.value, room, isAtEnd: at >= payload.size });
    // Awaited when it is its turn.
    opening.catch(() => undefined);
    opened.push([opening, at]);
    if (opened.length > OPENED_AHEAD) await takeOne();
  }
  while (opened.length > 0 && !signal.aborted) await takeOne();
  await taking;
  return ok(await opener.end());
}

function* blockStarts({ start, size }: Payload): Generator<number> {
  for (let at = start; at < size; at += BLOCK_BYTES) yield at;
}

async function readBlock(
  file: FileHandle,
  position: number,
  memory: ArrayBuffer,
): Promise<{ readonly memory: ArrayBuffer; readonly length: number }> {
  const { length } = await readInto(file, position, Buffer.from(memory));
  return { memory, length };
}

/** Fills `bytes`, or as much of it as the file has. */
export async function readInto(file: FileHandle, position: number, bytes: Buffer): Promise<Uint8Array> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
