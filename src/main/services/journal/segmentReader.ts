import { open, readFile } from 'node:fs/promises';
import { type JournalKey, type RecordPlace, decodeSegmentHeader, isDroppedGenuine, scanSegment } from './format.ts';
import { decodeGroup } from './bundle.ts';
import { damageOf } from './openJournal.ts';
import type { Segment } from './segment.ts';

/** A segment with the places of its whole records. */
export interface IndexedSegment extends Segment {
  readonly records: readonly RecordPlace[];
}

/** Which entries to read of one segment. */
export interface ReadRange {
  readonly from: number;
  readonly limit: number;
  readonly byteLimit: number;
}

/** Entries of one segment, the number to go on from, and number and size of records and bundles that no longer decrypt. */
export interface ReadPage {
  readonly entries: Uint8Array[];
  /** The number of each of `entries`. */
  readonly numbers: number[];
  readonly next: number;
  readonly unreadable: readonly (readonly [entry: number, bytes: number])[];
}

/**
 * Reads entries from number `from` on, at most `limit` numbers and about `byteLimit` bytes, at least one record.
 * `end` is the number after the segment's last entry; numbers whose record is damaged are passed over.
 */
export async function readEntries(
  segment: IndexedSegment & { readonly end: number },
  range: ReadRange,
  key: JournalKey,
): Promise<ReadPage> {
  const stop = Math.min(segment.end, range.from + range.limit);
  const wanted = segment.records.slice(firstBehind(segment, range.from), lowerBound(segment, stop));
  const taken = takeBytes(wanted, range.byteLimit);
  const first = taken[0];
  const last = taken.at(-1);
  if (first === undefined || last === undefined) return { entries: [], numbers: [], next: stop, unreadable: [] };
  const length = last.offset + last.size - first.offset;
  const buffer = await readSpan(segment.path, first.offset, length);
  const entries: Uint8Array[] = [];
  const numbers: number[] = [];
  const unreadable: [number, number][] = [];
  for (const place of taken) {
    const group = decodeGroup(key, buffer, { offset: place.offset - first.offset, segment: segment.number });
    const number = segment.first + place.ordinal;
    if (group === null) {
      unreadable.push([number, place.size]);
      continue;
    }
    for (const [index, entry] of group.entries()) {
      // Of a bundle at either end of the range a part is asked for.
      if (number + index < range.from || number + index >= stop) continue;
      entries.push(entry);
      numbers.push(number + index);
    }
  }
  const next = taken.length === wanted.length ? stop : segment.first + last.ordinal + last.count;
  return { entries, numbers, next, unreadable };
}

function takeBytes(records: readonly RecordPlace[], byteLimit: number): readonly RecordPlace[] {
  let bytes = 0;
  const overflow = records.findIndex((record, index) => {
    bytes += record.length;
    return index > 0 && bytes > byteLimit;
  });
  return overflow === -1 ? records : records.slice(0, overflow);
}

/** Index of the first record that holds `entry`, or one above it. */
function firstBehind(segment: IndexedSegment, entry: number): number {
  const at = lowerBound(segment, entry);
  const before = segment.records[at - 1];
  return before !== undefined && segment.first + before.ordinal + before.count > entry ? at - 1 : at;
}

/** Index of the first record whose first number is `entry` or above. Ordinals rise, but damage may leave gaps. */
function lowerBound(segment: IndexedSegment, entry: number): number {
  let low = 0;
  let high = segment.records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const record = segment.records[middle];
    if (record !== undefined && segment.first + record.ordinal < entry) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function readSpan(path: string, offset: number, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    await handle.read(buffer, 0, length, offset);
    return buffer;
  } finally {
    await handle.close();
  }
}

/** Reads a sealed segment from end to end; `end` is the number its successor begins with. A forged note of dropped entries does not count. */
export async function inspectSegment(
  segment: Segment,
  { end, key }: { readonly end: number; readonly key: JournalKey },
): Promise<{ readonly records: readonly RecordPlace[]; readonly bytes: number; readonly damaged: number }> {
  const bytes = await readFile(segment.path);
  const found = scanSegment(bytes);
  const isGenuine = ({ offset }: { readonly offset: number }) =>
    isDroppedGenuine(key, bytes, { offset, segment: segment.number });
  const scan = { ...found, dropped: found.dropped.filter(isGenuine) };
  const damaged = damageOf(scan, { entries: end - segment.first, hasHeader: decodeSegmentHeader(bytes) !== null });
  return { records: scan.records, bytes: bytes.length, damaged };
}
