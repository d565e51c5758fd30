import { readFile, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type DroppedRun,
  type JournalKey,
  type RecordPlace,
  RECORD_OVERHEAD_BYTES,
  SEGMENT_HEADER_BYTES,
  decodeSegmentHeader,
  encodeDropped,
  scanSegment,
} from './format.ts';
import { entryAfter, type Segment } from './segment.ts';
import type { SegmentFiles } from './segmentFiles.ts';

/** What a compacted segment is written to before it takes the old one's place. */
const UNFINISHED = '.compacting';

/** A segment without what was dropped, durable under another name. */
export interface CompactedSegment {
  /** How many entries it lacks that the old one has. */
  readonly dropped: number;
  /** How many bytes shorter it is. */
  readonly freed: number;
  /** Takes the old one's place, durably. Nobody may be reading that. */
  replace(): Promise<void>;
}

/**
 * Writes a sealed segment anew without the entries that `isDropped`, beside the old one. Records are copied as they are: number,
 * place and key are the same, so what binds them still holds. Null when nothing of it is to be dropped, and for a segment with
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
  const kept = scan.records.filter(({ ordinal }) => !isDropped(segment.first + ordinal));
  const dropped = scan.records.length - kept.length;
  if (dropped === 0) return null;
  const compacted = copyOf(bytes, { kept, dropped: runsBetween(kept, segment.end - segment.first) }, { segment, key });
  const path = `${segment.path}${UNFINISHED}`;
  await rm(path, { force: true });
  await writeDurably(path, compacted, files);
  return {
    dropped,
    freed: bytes.length - compacted.length,
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

type Run = Omit<DroppedRun, 'offset'>;

/** Every number of the segment that is not kept: those dropped now and before. */
function runsBetween(kept: readonly RecordPlace[], end: number): ReadonlyMap<number, Run> {
  const runs = new Map<number, Run>();
  let next = 0;
  for (const { ordinal } of [...kept, { ordinal: end }]) {
    if (ordinal > next) runs.set(ordinal, { ordinal: next, count: ordinal - next });
    next = ordinal + 1;
  }
  return runs;
}

/** Header, records and runs in the order of their numbers. `dropped` is keyed by the number after each run. */
function copyOf(
  bytes: Buffer,
  parts: { readonly kept: readonly RecordPlace[]; readonly dropped: ReadonlyMap<number, Run> },
  { segment, key }: { readonly segment: Segment & { readonly end: number }; readonly key: JournalKey },
): Buffer {
  const sizes = parts.kept.map(({ length }) => RECORD_OVERHEAD_BYTES + length);
  const recordBytes = sizes.reduce((sum, size) => sum + size, 0);
  const buffer = Buffer.alloc(SEGMENT_HEADER_BYTES + recordBytes + parts.dropped.size * RECORD_OVERHEAD_BYTES);
  bytes.copy(buffer, 0, 0, SEGMENT_HEADER_BYTES);
  let offset = SEGMENT_HEADER_BYTES;
  const noteBefore = (ordinal: number) => {
    const run = parts.dropped.get(ordinal);
    if (run !== undefined) offset = encodeDropped(key, run, { buffer, offset, segment: segment.number });
  };
  for (const record of parts.kept) {
    noteBefore(record.ordinal);
    offset += bytes.copy(buffer, offset, record.offset, record.offset + RECORD_OVERHEAD_BYTES + record.length);
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
