import type { Failure, Result } from '@shared/result.ts';
import { fail, ok } from '@shared/result.ts';
import { type StorageFailure, attempt, storageFailure } from '../files/files.ts';
import { createAppendQueue } from './appendQueue.ts';
import type { JournalKey, RecordPlace } from './format.ts';
import { ForeignKeyError, openSegments } from './openJournal.ts';
import type { Segment } from './segment.ts';
import { type SegmentFiles, systemFiles } from './segmentFiles.ts';
import { type IndexedSegment, inspectSegment, readEntries } from './segmentReader.ts';
import { type SegmentWriter, createSegmentWriter } from './segmentWriter.ts';

/** Why a journal could not be opened, written or read. */
export type JournalFailure = StorageFailure | Failure<'vault-unavailable'>;

/** Size at which a segment is followed by a new one. */
export const SEGMENT_BYTES = 16 * 1024 * 1024;
/** About how many bytes of entries one read answers. */
export const READ_BYTES = 4 * 1024 * 1024;

/** One account's append-only journal. Rules: SPEC.md. */
export interface Journal {
  /** Answers the number after the last of `entries` once all would outlive a power cut. */
  append(entries: readonly Uint8Array[]): Promise<Result<{ count: number }, JournalFailure>>;
  /** Entries from number `from` on; `next` is where to go on, null at the end. */
  read(from: number, limit: number): Promise<Result<{ entries: Uint8Array[]; next: number | null }, JournalFailure>>;
  /** Reads everything once to say how much is damaged. */
  describe(): Promise<Result<{ count: number; bytes: number; damaged: number }, JournalFailure>>;
  /** Waits for what is being written and lets go of the files. */
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
    return ok(journalOver(writer, options.key, opened.damaged + (options.damagedBefore ?? 0)));
  } catch (cause) {
    if (cause instanceof ForeignKeyError) return fail('vault-unavailable', 'the journal was written with another key');
    return storageFailure('opening the journal', cause);
  }
}

function journalOver(writer: SegmentWriter, key: JournalKey, damagedAtOpen: number): Journal {
  const queue = createAppendQueue(writer);
  const unreadable = new Map<number, number>();
  const inspected = new Map<number, { readonly bytes: number; readonly damaged: number }>();
  let lastRead: IndexedSegment | null = null;

  const indexed = async (segment: Segment, end: number): Promise<IndexedSegment> => {
    if (lastRead?.number === segment.number) return lastRead;
    const inspection = await inspectSegment(segment, end);
    inspected.set(segment.number, inspection);
    lastRead = { ...segment, records: inspection.records };
    return lastRead;
  };

  const readFrom = async (from: number, limit: number) => {
    const found = findSegment(writer, from);
    if (found === null) return { entries: [], next: null };
    const records = found.records ?? (await indexed(found.segment, found.end)).records;
    const segment = { ...found.segment, records, end: found.end };
    const page = await readEntries(segment, { from, limit, byteLimit: READ_BYTES }, key);
    for (const [entry, bytes] of page.unreadable) unreadable.set(entry, bytes);
    return { entries: page.entries, next: page.next >= writer.next() ? null : page.next };
  };

  const describe = async () => {
    for (const [segment, end] of sealedWithEnds(writer)) {
      if (inspected.has(segment.number)) continue;
      const { bytes, damaged } = await inspectSegment(segment, end);
      inspected.set(segment.number, { bytes, damaged });
    }
    const sealed = [...inspected.values()];
    const lost = [firstEntry(writer), ...sealed.map(({ damaged }) => damaged), ...unreadable.values()];
    const bytes = sum(sealed.map((segment) => segment.bytes)) + (writer.current()?.end ?? 0);
    return { count: writer.next(), bytes, damaged: damagedAtOpen + sum(lost) };
  };

  return {
    append: async (entries) => {
      const outcome = await queue.append(entries);
      return outcome.ok ? ok({ count: outcome.value }) : outcome;
    },
    read: (from, limit) => attempt('reading the journal', () => readFrom(from, limit)),
    describe: () => attempt('checking the journal', describe),
    close: async () => {
      await queue.idle();
      await writer.close();
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Sealed segments with the number each one's successor begins with. */
function sealedWithEnds(writer: SegmentWriter): (readonly [Segment, number])[] {
  const after = writer.current()?.first ?? writer.next();
  return writer.sealed.map((segment, index) => [segment, writer.sealed[index + 1]?.first ?? after] as const);
}

/** Number of the first entry there is; above 0 when the first segments are gone. */
function firstEntry(writer: SegmentWriter): number {
  return (writer.sealed[0] ?? writer.current())?.first ?? writer.next();
}

interface FoundRange {
  readonly segment: Segment;
  /** Null when the segment's records are not known yet. */
  readonly records: readonly RecordPlace[] | null;
  readonly end: number;
}

function findSegment(writer: SegmentWriter, entry: number): FoundRange | null {
  if (entry >= writer.next()) return null;
  const current = writer.current();
  const sealed = sealedWithEnds(writer);
  if (current !== null && (entry >= current.first || sealed.length === 0)) {
    return { segment: current, records: current.records, end: writer.next() };
  }
  const found = sealed.findLast(([segment]) => segment.first <= entry) ?? sealed[0];
  return found === undefined ? null : { segment: found[0], records: null, end: found[1] };
}
