import type { Failure, Result } from '@shared/result.ts';
import { fail, ok } from '@shared/result.ts';
import { type StorageFailure, attempt, storageFailure } from '../files/files.ts';
import { type AppendQueue, createAppendQueue } from './appendQueue.ts';
import { compactSegment } from './compactSegment.ts';
import type { JournalKey } from './format.ts';
import { JournalReader, sealedWithEnds } from './journalReader.ts';
import { ForeignKeyError, openSegments } from './openJournal.ts';
import { type SegmentFiles, systemFiles } from './segmentFiles.ts';
import { type SegmentWriter, createSegmentWriter } from './segmentWriter.ts';

/** Why a journal could not be opened, written or read. */
export type JournalFailure = StorageFailure | Failure<'vault-unavailable' | 'vault-locked'>;

/** Size at which a segment is followed by a new one. */
export const SEGMENT_BYTES = 16 * 1024 * 1024;

/** What one read answers. `numbers` has the number of each entry. */
export interface JournalPage {
  entries: Uint8Array[];
  numbers: number[];
  next: number | null;
}

/** What one call of a compaction did. */
export interface JournalCompaction {
  dropped: number;
  freed: number;
  next: number | null;
}

/** One account's append-only journal. Rules: SPEC.md. */
export interface Journal {
  /** Answers the number after the last of `entries` once all would outlive a power cut. */
  append(entries: readonly Uint8Array[]): Promise<Result<{ count: number }, JournalFailure>>;
  /** Entries from number `from` on, and their numbers; `next` is where to go on, null at the end. */
  read(from: number, limit: number): Promise<Result<JournalPage, JournalFailure>>;
  /**
   * Drops entries by number, those of the segment being written excepted, at most one segment at a call (JRN-14). `next` is the
   * number up to which this was done, null when nothing is left to do.
   */
  compact(drop: readonly number[]): Promise<Result<JournalCompaction, JournalFailure>>;
  /** Reads everything once to say how much is damaged. */
  describe(): Promise<Result<{ count: number; bytes: number; damaged: number }, JournalFailure>>;
  /** Waits for what is being written and lets go of the files. Nothing is appended or compacted from then on: `vault-locked` (JRN-19). */
  close(): Promise<void>;
}

/** Where and how a journal is kept. */
export interface JournalOptions {
  readonly directory: string;
  readonly key: JournalKey;
  readonly files?: SegmentFiles;
  readonly segmentBytes?: number;
  /** Bytes lost before this journal was opened, to be reported with its own. */
  readonly damagedBefore?: number;
}

/** Opens a journal, setting a torn tail aside. */
export async function openJournal(options: JournalOptions): Promise<Result<Journal, JournalFailure>> {
  const files = options.files ?? systemFiles;
  try {
    const opened = await openSegments(options.directory, options.key, files);
    const writer = createSegmentWriter(opened, { segmentBytes: SEGMENT_BYTES, ...options, files });
    const damaged = opened.damaged + (options.damagedBefore ?? 0);
    return ok(journalOver(writer, { key: options.key, files, damaged }));
  } catch (cause) {
    if (cause instanceof ForeignKeyError) return fail('vault-unavailable', 'the journal was written with another key');
    return storageFailure('opening the journal', cause);
  }
}

/** A lock closed it, or the app ends: another may be writing where this one stopped. */
const CLOSED = fail('vault-locked', 'the journal was closed');

interface Keeping {
  readonly key: JournalKey;
  readonly files: SegmentFiles;
  readonly damaged: number;
}

function journalOver(writer: SegmentWriter, { key, files, damaged }: Keeping): Journal {
  const queue = createAppendQueue(writer);
  const reader = new JournalReader(writer, { key, damagedAtOpen: damaged });
  let compacting: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | null = null;
  const end = async () => {
    await compacting;
    await queue.idle();
    await writer.close();
  };
  return {
    append: async (entries) => {
      if (closed !== null) return CLOSED;
      const outcome = await queue.append(entries);
      return outcome.ok ? ok({ count: outcome.value }) : outcome;
    },
    read: (from, limit) => attempt('reading the journal', () => reader.read(from, limit)),
    describe: () => attempt('checking the journal', () => reader.describe()),
    compact: (drop) => {
      if (closed !== null) return Promise.resolve(CLOSED);
      const compacted = attempt('compacting the journal', () =>
        compactNext(new Set(drop), { writer, queue, reader, key, files }),
      );
      compacting = Promise.all([compacting, compacted]);
      return compacted;
    },
    close: () => (closed ??= end()),
  };
}

interface Compacting {
  readonly writer: SegmentWriter;
  readonly queue: AppendQueue;
  readonly reader: JournalReader;
  readonly key: JournalKey;
  readonly files: SegmentFiles;
}

/** Compacts the first segment that has any of `drop`; beside it one may append and read, but for the moment of replacing. */
async function compactNext(drop: ReadonlySet<number>, parts: Compacting): Promise<JournalCompaction> {
  const { writer, queue, reader } = parts;
  const current = writer.current()?.first ?? writer.next();
  if ([...drop].some((entry) => entry >= current && entry < writer.next())) await queue.between(() => writer.close());
  const segments = sealedWithEnds(writer);
  for (const [segment, end] of segments) {
    if (![...drop].some((entry) => entry >= segment.first && entry < end)) continue;
    const compacted = await compactSegment({ ...segment, end }, (entry) => drop.has(entry), parts);
    if (compacted === null) continue;
    await reader.whileNobodyReads(segment, () => compacted.replace());
    const isMore = [...drop].some((entry) => entry >= end && entry < writer.next());
    return { dropped: compacted.dropped, freed: compacted.freed, next: isMore ? end : null };
  }
  return { dropped: 0, freed: 0, next: null };
}
