import { randomBytes } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type DroppedRun,
  type JournalKey,
  NONCE_BYTES,
  RECORD_OVERHEAD_BYTES,
  type RecordPlace,
  SEGMENT_HEADER_BYTES,
  decodeSegmentHeader,
  encodeDropped,
  scanSegment,
} from './format.ts';
import { type Group, decodeGroup, encodeGroup, sizeOfGroup } from './bundle.ts';
import { entryAfter, type Segment } from './segment.ts';
import type { SegmentFiles } from './segmentFiles.ts';

/** What a compacted segment is written to before it takes the old one's place. */
const UNFINISHED = '.compacting';

/** A segment without what was dropped, durable under another name. */
export interface CompactedSegment {
  /** How many entries it lacks that the old one has. */
  readonly dropped: number;
  /** How many bytes shorter it is, if it is. */
  readonly freed: number;
  /** Takes the old one's place, durably. Nobody may be reading that. */
  replace(): Promise<void>;
}

/**
 * Writes a sealed segment anew without the entries that `isDropped`, beside the old one. Records and bundles are copied as they are: number,
 * place and key are the same, so what binds them still holds. Of a bundle that loses some the others are encrypted anew, those in a row together. Null when nothing of it is to be dropped, and for a segment with
 * damage of any kind: what could still be looked at is not thrown away (JRN-15).
 */
export async function compactSegment(
  segment: Segment & { readonly end: number },
  isDropped: (entry: number) => boolean,
  { files, key }: { readonly files: SegmentFiles; readonly key: JournalKey },
): Promise<CompactedSegment | null> {
  const bytes = await readFile(segment.path);
  const scan = scanSegment(bytes);
  const isWhole = scan.damage.length === 0 && decodeSegmentHeader(bytes)?.number === segment.number;
  if (!isWhole || entryAfter(segment.first, scan) !== segment.end) return null;
  const kept: Kept[] = [];
  for (const place of scan.records) {
    const left = keptOf(bytes, place, { segment, key, isDropped });
    if (left === null) return null;
    kept.push(...left);
  }
  const dropped = countOf(scan.records) - countOf(kept);
  if (dropped === 0) return null;
  const compacted = copyOf(bytes, { kept, dropped: runsBetween(kept, segment.end - segment.first) }, { segment, key });
  const path = `${segment.path}${UNFINISHED}`;
  await rm(path, { force: true });
  await writeDurably(path, compacted, files);
  return {
    dropped,
    // Where little of many bundles goes, more is noted than is saved.
    freed: Math.max(0, bytes.length - compacted.length),
    replace: async () => {
      await files.rename(path, segment.path);
      await files.syncDirectory(dirname(segment.path));
    },
  };
}

/** Removes what a compaction that did not come to its end left. The segments themselves are whole. */
export async function removeUnfinished(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(UNFINISHED));
  for (const name of names) await rm(join(directory, name), { force: true });
}

/** A record or bundle that stays as it is, or entries that are encrypted anew. */
interface Kept extends Pick<RecordPlace, 'ordinal' | 'count' | 'size'> {
  readonly from: { readonly offset: number } | { readonly group: Group };
}

/** What stays of a record or bundle; null where that can no longer be read. */
function keptOf(
  bytes: Buffer,
  place: RecordPlace,
  parts: {
    readonly segment: Segment;
    readonly key: JournalKey;
    readonly isDropped: (entry: number) => boolean;
  },
): readonly Kept[] | null {
  const { offset, ordinal, count, size } = place;
  const ordinals = Array.from({ length: count }, (_, index) => ordinal + index);
  const left = ordinals.filter((each) => !parts.isDropped(parts.segment.first + each));
  if (left.length === 0) return [];
  if (left.length === count) return [{ ordinal, count, size, from: { offset } }];
  const entries = decodeGroup(parts.key, bytes, { offset, segment: parts.segment.number });
  if (entries === null) return null;
  return rowsOf(left).map(([first, end]) => {
    const group = entries.slice(first - ordinal, end - ordinal);
    return { ordinal: first, count: group.length, size: sizeOfGroup(group), from: { group } };
  });
}

/** Numbers that follow each other, as the first of each row and the one behind its last. */
function rowsOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const rows: [number, number][] = [];
  for (const number of numbers) {
    const row = rows.at(-1);
    if (row?.[1] === number) row[1] += 1;
    else rows.push([number, number + 1]);
  }
  return rows;
}

function countOf(places: readonly Pick<RecordPlace, 'count'>[]): number {
  return places.reduce((sum, { count }) => sum + count, 0);
}

type Run = Omit<DroppedRun, 'offset'>;

/** Every number of the segment that is not kept: those dropped now and before. */
function runsBetween(kept: readonly Kept[], end: number): ReadonlyMap<number, Run> {
  const runs = new Map<number, Run>();
  let next = 0;
  for (const { ordinal, count } of [...kept, { ordinal: end, count: 0 }]) {
    if (ordinal > next) runs.set(ordinal, { ordinal: next, count: ordinal - next });
    next = ordinal + count;
  }
  return runs;
}

/** Header, records and runs in the order of their numbers. `dropped` is keyed by the number after each run. */
function copyOf(
  bytes: Buffer,
  parts: { readonly kept: readonly Kept[]; readonly dropped: ReadonlyMap<number, Run> },
  { segment, key }: { readonly segment: Segment & { readonly end: number }; readonly key: JournalKey },
): Buffer {
  const recordBytes = parts.kept.reduce((sum, { size }) => sum + size, 0);
  const buffer = Buffer.alloc(SEGMENT_HEADER_BYTES + recordBytes + parts.dropped.size * RECORD_OVERHEAD_BYTES);
  bytes.copy(buffer, 0, 0, SEGMENT_HEADER_BYTES);
  let offset = SEGMENT_HEADER_BYTES;
  const noteBefore = (ordinal: number) => {
    const run = parts.dropped.get(ordinal);
    if (run !== undefined) offset = encodeDropped(key, run, { buffer, offset, segment: segment.number });
  };
  for (const { ordinal, size, from } of parts.kept) {
    noteBefore(ordinal);
    if ('offset' in from) bytes.copy(buffer, offset, from.offset, from.offset + size);
    else {
      const nonce = randomBytes(NONCE_BYTES);
      encodeGroup(key, from.group, { buffer, offset, segment: segment.number, ordinal, nonce });
    }
    offset += size;
  }
  noteBefore(segment.end - segment.first);
  return buffer;
}

async function writeDurably(path: string, bytes: Buffer, files: SegmentFiles): Promise<void> {
  try {
    const descriptor = await files.create(path);
    try {
      await files.write(descriptor, bytes, 0);
      await files.syncAll(descriptor);
    } finally {
      await files.close(descriptor);
    }
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  }
}
