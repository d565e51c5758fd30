import type { BlobId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { BlobShelf, ShelfFailure } from '../blobs/blobShelf.ts';
import type { Journal, JournalFailure } from '../journal/journal.ts';
import type { BackupNote } from './contents.ts';
import { BlobLanding } from './blobLanding.ts';
import { EntryLanding } from './entryLanding.ts';
import type { OpenedBackup } from './readBackup.ts';
import type { ReadFailure, ReadOptions, RecordTaker } from './readRecords.ts';
import { type BackupReport, type BackupSink, NOTHING, type ReadParts, Tally } from './tally.ts';

/** What a backup says before its entries and blobs. */
export interface Beginning {
  readonly notes: readonly BackupNote[];
  /** The blobs there were when it was written; null when it does not say, which one that rests on no other need not. */
  readonly index: ReadonlySet<BlobId> | null;
}

/** Reads everything, checks every hash, and keeps nothing (BAK-5). `parts` are in their order, the newest last. */
export async function verifyBackup(
  parts: readonly OpenedBackup[],
  options: ReadOptions,
): Promise<Result<BackupReport, ReadFailure>> {
  return readThrough(parts, NOTHING, options);
}

/** Notes and index of a backup: they come first, and the rest is not read. */
export async function readBeginning(backup: OpenedBackup): Promise<Result<Beginning, ReadFailure>> {
  const notes: BackupNote[] = [];
  const listed: BlobId[][] = [];
  const stop = new AbortController();
  const sink: BackupSink = {
    ...NOTHING,
    note: (note) => void notes.push(note),
    index: (ids) => void listed.push([...ids]),
    entries: () => stopReading(stop),
    blob: () => stopReading(stop),
  };
  const tally = new Tally(sink, null);
  tally.begin(true);
  const read = await backup.readSome(takerOf(tally), { signal: stop.signal, onBytes: () => undefined });
  if (!read.ok && read.error.code !== 'backup-cancelled') return read;
  return ok({ notes, index: listed.length > 0 ? new Set(listed.flat()) : null });
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

/** Appends what a backup has of the journal, and puts its blobs on the shelf. Parts as with {@link verifyBackup}. */
export async function restoreBackup(
  parts: readonly OpenedBackup[],
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
  const entries = new EntryLanding(journal);
  const blobs = new BlobLanding(shelf);
  const sink: BackupSink = {
    ...NOTHING,
    entries: async (some) => check(await entries.take(some)),
    blob: async (id, outline) => check(await blobs.begin(id, outline)),
    chunk: async (id, index, bytes) => check(await blobs.take(id, index, bytes)),
    settled: () => blobs.settled(),
  };
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const read = await readThrough(parts, sink, { ...options, signal });
  // What came whole stays even when it was stopped: the next time finds it there.
  check(await blobs.end());
  check(await entries.end());
  return failures[0] ?? read;
}

/** As {@link verifyBackup}, of one part for itself: what it rests on is nobody's question. */
export async function verifyPart(part: OpenedBackup, options: ReadOptions): Promise<Result<BackupReport, ReadFailure>> {
  const tally = new Tally(NOTHING, null);
  tally.begin(true);
  const read = await part.readAll(takerOf(tally), options);
  if (!read.ok) return read;
  const { bytes: damagedBytes, isTruncated } = read.value;
  return ok(tally.report({ damagedBytes, isTruncated, lost: [] }));
}

async function readThrough(
  parts: readonly OpenedBackup[],
  sink: BackupSink,
  options: ReadOptions,
): Promise<Result<BackupReport, ReadFailure>> {
  const newest = parts.at(-1);
  if (newest === undefined) return ok(new Tally(sink, null).report({ damagedBytes: 0, isTruncated: false, lost: [] }));
  const beginning = await readBeginning(newest);
  if (!beginning.ok) return beginning;
  const tally = new Tally(sink, beginning.value.index);
  const read = await readParts(parts, tally, options);
  if (!read.ok) return read;
  const given = new Set(parts.map(({ manifest }) => manifest.chain?.number));
  const lost = (newest.manifest.chain?.parts ?? []).filter(({ number }) => !given.has(number));
  return ok(tally.report({ ...read.value, lost }));
}

function takerOf(tally: Tally): RecordTaker {
  return { take: (record) => tally.take(record), settled: () => tally.settled() };
}

async function readParts(
  parts: readonly OpenedBackup[],
  tally: Tally,
  { signal, onBytes }: ReadOptions,
): Promise<Result<Omit<ReadParts, 'lost'>, ReadFailure>> {
  let damagedBytes = 0;
  let isTruncated = false;
  let before = 0;
  const taker = takerOf(tally);
  const take: RecordTaker['take'] = async (record) => {
    if (!signal.aborted) await taker.take(record);
  };
  for (const part of parts) {
    tally.begin(part === parts.at(-1));
    const done = before;
    const damage = await part.readAll({ ...taker, take }, { signal, onBytes: (bytes) => onBytes(done + bytes) });
    if (!damage.ok) return damage;
    damagedBytes += damage.value.bytes;
    isTruncated ||= damage.value.isTruncated;
    before += part.size;
  }
  return ok({ damagedBytes, isTruncated });
}
