import type { JournalKey, RecordPlace } from './format.ts';
import type { Segment } from './segment.ts';
import { type IndexedSegment, inspectSegment, readEntries } from './segmentReader.ts';
import type { SegmentWriter } from './segmentWriter.ts';

/** About how many bytes of entries one read answers. */
export const READ_BYTES = 4 * 1024 * 1024;

/** How a reader reads. `damagedAtOpen` is reported with what it finds. */
export interface ReaderOptions {
  readonly key: JournalKey;
  readonly damagedAtOpen: number;
}

/** Reads what a writer wrote: one read after another, so that no segment is replaced in the midst of one. */
export class JournalReader {
  private readonly unreadable = new Map<number, number>();
  private readonly inspected = new Map<number, { readonly bytes: number; readonly damaged: number }>();
  private readonly inTurn = createTurn();
  private readonly writer: SegmentWriter;
  private readonly options: ReaderOptions;
  private lastRead: IndexedSegment | null = null;

  constructor(writer: SegmentWriter, options: ReaderOptions) {
    this.writer = writer;
    this.options = options;
  }

  read(from: number, limit: number): Promise<{ entries: Uint8Array[]; numbers: number[]; next: number | null }> {
    return this.inTurn(() => this.readFrom(from, limit));
  }

  /** Reads everything once to say how much is damaged. */
  describe(): Promise<{ count: number; bytes: number; damaged: number }> {
    return this.inTurn(() => this.inspectAll());
  }

  /** Runs work that changes a segment's file, and forgets what was known of it. */
  whileNobodyReads(segment: Segment, work: () => Promise<void>): Promise<void> {
    return this.inTurn(() => {
      this.inspected.delete(segment.number);
      if (this.lastRead?.number === segment.number) this.lastRead = null;
      return work();
    });
  }

  private async readFrom(from: number, limit: number) {
    const { writer, options } = this;
    const found = findSegment(writer, from);
    if (found === null) return { entries: [], numbers: [], next: null };
    const records = found.records ?? (await this.indexed(found.segment, found.end)).records;
    const segment = { ...found.segment, records, end: found.end };
    const page = await readEntries(segment, { from, limit, byteLimit: READ_BYTES }, options.key);
    for (const [entry, bytes] of page.unreadable) this.unreadable.set(entry, bytes);
    const next = page.next >= writer.next() ? null : page.next;
    return { entries: page.entries, numbers: page.numbers, next };
  }

  private async inspectAll() {
    const { writer, inspected } = this;
    for (const [segment, end] of sealedWithEnds(writer)) {
      if (inspected.has(segment.number)) continue;
      const { bytes, damaged } = await inspectSegment(segment, { end, key: this.options.key });
      inspected.set(segment.number, { bytes, damaged });
    }
    const sealed = [...inspected.values()];
    const lost = [firstEntry(writer), ...sealed.map(({ damaged }) => damaged), ...this.unreadable.values()];
    const bytes = sum(sealed.map((segment) => segment.bytes)) + (writer.current()?.end ?? 0);
    return { count: writer.next(), bytes, damaged: this.options.damagedAtOpen + sum(lost) };
  }

  private async indexed(segment: Segment, end: number): Promise<IndexedSegment> {
    if (this.lastRead?.number === segment.number) return this.lastRead;
    const { records, bytes, damaged } = await inspectSegment(segment, { end, key: this.options.key });
    this.inspected.set(segment.number, { bytes, damaged });
    this.lastRead = { ...segment, records };
    return this.lastRead;
  }
}

/** Runs work one after another; what failed does not stop the next. */
function createTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Sealed segments with the number each one's successor begins with. */
export function sealedWithEnds(writer: SegmentWriter): (readonly [Segment, number])[] {
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
