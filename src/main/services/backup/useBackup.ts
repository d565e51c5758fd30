import { chunkCountOf } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { BlobShelf, ShelfFailure } from '../blobs/blobShelf.ts';
import { isChunkOf, isOutlineOf, type Outline } from '../blobs/outline.ts';
import type { Journal, JournalFailure } from '../journal/journal.ts';
import { type BackupRecord, RECORD_KINDS } from './container.ts';
import { type BackupEnd, type BackupNote, readBlob, readChunk, readEnd, readEntries, readNote } from './contents.ts';
import type { OpenedBackup, ReadFailure, ReadOptions } from './readBackup.ts';

/** What a backup holds, and what it should and does not. */
export interface BackupReport {
  /** Everything that was written is here, and what was written was everything. */
  readonly isWhole: boolean;
  readonly entries: number;
  /** Whole blobs. */
  readonly blobs: number;
  /** Entries that were written and are not here; null when the end, which would tell, is not. */
  readonly missingEntries: number | null;
  /** Blobs that are not here, or not all of them; null as above. */
  readonly missingBlobs: number | null;
  /** Bytes of the file that do not hold. */
  readonly damagedBytes: number;
  readonly isTruncated: boolean;
}

/** Gets what was read, after it was checked. */
export interface BackupSink {
  entries(entries: readonly Uint8Array[]): Promise<void>;
  blob(id: BlobId, outline: Outline): Promise<void>;
  chunk(id: BlobId, index: number, bytes: Uint8Array): Promise<void>;
  note(note: BackupNote): void;
}

const NOTHING: BackupSink = {
  entries: () => Promise.resolve(),
  blob: () => Promise.resolve(),
  chunk: () => Promise.resolve(),
  note: () => undefined,
};

/** Reads everything, checks every hash, and keeps nothing (BAK-5). */
export async function verifyBackup(
  backup: OpenedBackup,
  options: ReadOptions,
): Promise<Result<BackupReport, ReadFailure>> {
  return readThrough(backup, NOTHING, options);
}

/** The notes of a backup: they come first, and the rest is not read. */
export async function readNotes(backup: OpenedBackup): Promise<Result<readonly BackupNote[], ReadFailure>> {
  const notes: BackupNote[] = [];
  const stop = new AbortController();
  const sink = { ...NOTHING, note: (note: BackupNote) => void notes.push(note), entries: () => stopReading(stop) };
  const read = await readThrough(backup, sink, { signal: stop.signal, onBytes: () => undefined });
  return read.ok || read.error.code === 'backup-cancelled' ? ok(notes) : read;
}

function stopReading(stop: AbortController): Promise<void> {
  stop.abort();
  return Promise.resolve();
}

/** Where a backup is restored to. */
export interface RestoreTarget {
  readonly journal: Journal;
  readonly shelf: BlobShelf;
}

/** Why a restore ended early. What was put back until then stays, and doing it again does no harm. */
export type RestoreFailure = ReadFailure | JournalFailure | ShelfFailure;

/** Appends what a backup has of the journal, and puts its blobs on the shelf. */
export async function restoreBackup(
  backup: OpenedBackup,
  { journal, shelf }: RestoreTarget,
  options: ReadOptions,
): Promise<Result<BackupReport, RestoreFailure>> {
  const stop = new AbortController();
  const failures: Result<never, RestoreFailure>[] = [];
  const check = (outcome: Result<unknown, RestoreFailure>) => {
    if (outcome.ok) return;
    failures.push(outcome);
    stop.abort();
  };
  const sink: BackupSink = {
    ...NOTHING,
    entries: async (entries) => {
      if (entries.length > 0) check(await journal.append(entries));
    },
    blob: async (id, outline) => check(await shelf.begin(id, outline)),
    chunk: async (id, index, bytes) => {
      const found = await shelf.find(id);
      if (!found.ok) check(found);
      else if (found.value !== null) check(await found.value.write(index, bytes));
    },
  };
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const read = await readThrough(backup, sink, { ...options, signal });
  return failures[0] ?? read;
}

async function readThrough(
  backup: OpenedBackup,
  sink: BackupSink,
  options: ReadOptions,
): Promise<Result<BackupReport, ReadFailure>> {
  const tally = new Tally(sink);
  const read = await backup.readAll(async (record) => {
    if (!options.signal.aborted) await tally.take(record);
  }, options);
  return read.ok ? ok(tally.report(read.value)) : read;
}

/** Counts what comes and hands on what is right. */
class Tally {
  readonly #sink: BackupSink;
  readonly #chunks = new Map<BlobId, { readonly outline: Outline; left: number }>();
  #entries = 0;
  #unknown = 0;
  #end: BackupEnd | null = null;

  constructor(sink: BackupSink) {
    this.#sink = sink;
  }

  async take({ kind, body }: BackupRecord): Promise<void> {
    if (kind === RECORD_KINDS.entries) await this.#takeEntries(body);
    else if (kind === RECORD_KINDS.blob) await this.#takeBlob(body);
    else if (kind === RECORD_KINDS.chunk) await this.#takeChunk(body);
    else if (kind === RECORD_KINDS.end) this.#end = readEnd(body);
    else if (kind === RECORD_KINDS.note) this.#takeNote(body);
    else if (kind !== RECORD_KINDS.manifest) this.#unknown += 1;
  }

  report({ bytes, isTruncated }: { readonly bytes: number; readonly isTruncated: boolean }): BackupReport {
    const blobs = [...this.#chunks.values()].filter(({ left }) => left === 0).length;
    const end = this.#end;
    const missingEntries = end === null ? null : Math.max(0, end.entries - this.#entries);
    const partial = this.#chunks.size - blobs;
    const missingBlobs = end === null ? null : Math.max(0, end.blobs - this.#chunks.size) + partial;
    const isSound = bytes === 0 && !isTruncated && this.#unknown === 0;
    const isComplete = end !== null && end.damaged === 0 && end.absent.length === 0;
    return {
      isWhole: isSound && isComplete && missingEntries === 0 && missingBlobs === 0,
      entries: this.#entries,
      blobs,
      missingEntries,
      missingBlobs,
      damagedBytes: bytes,
      isTruncated,
    };
  }

  async #takeEntries(body: Uint8Array): Promise<void> {
    const entries = readEntries(body);
    if (entries === null) return void (this.#unknown += 1);
    this.#entries += entries.length;
    await this.#sink.entries(entries);
  }

  async #takeBlob(body: Uint8Array): Promise<void> {
    const blob = readBlob(body);
    if (blob === null || !isOutlineOf(blob.id, blob.outline)) return void (this.#unknown += 1);
    this.#chunks.set(blob.id, { outline: blob.outline, left: chunkCountOf(blob.outline.size) });
    await this.#sink.blob(blob.id, blob.outline);
  }

  async #takeChunk(body: Uint8Array): Promise<void> {
    const chunk = readChunk(body);
    const known = chunk === null ? undefined : this.#chunks.get(chunk.id);
    if (chunk === null || known === undefined) return;
    if (!isChunkOf(known.outline, chunk.index, chunk.bytes)) return void (this.#unknown += 1);
    known.left -= 1;
    await this.#sink.chunk(chunk.id, chunk.index, chunk.bytes);
  }

  #takeNote(body: Uint8Array): void {
    const note = readNote(body);
    if (note === null) this.#unknown += 1;
    else this.#sink.note(note);
  }
}
