import { randomBytes } from 'node:crypto';
import { readFile, readdir, rename, rm, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile, syncDirectory } from '../files/files.ts';
import {
  type JournalKey,
  type RecordPlace,
  type SegmentHeader,
  type SegmentScan,
  SEGMENT_HEADER_BYTES,
  decodeSegmentHeader,
  encodeSegmentHeader,
  scanSegment,
} from './format.ts';
import type { SegmentFiles } from './segmentFiles.ts';

/** One file of a journal. `first` is the journal-wide number of its first entry. */
export interface Segment {
  readonly path: string;
  readonly number: number;
  readonly first: number;
}

/** The segment being written. Offsets below `end` are durable; the file is filled with zeros up to `allocated`. */
export interface OpenSegment extends Segment {
  readonly descriptor: number;
  readonly records: RecordPlace[];
  end: number;
  allocated: number;
}

/** A segment as found on disk. `header` is null when it can't be read. */
export interface FoundSegment {
  readonly path: string;
  readonly number: number;
  readonly header: SegmentHeader | null;
}

const NAME = /^(\d{8})\.journal$/;

/** Number of the entry after a segment's last one. */
export function entryAfter(first: number, scan: SegmentScan): number {
  const record = scan.records.at(-1);
  const run = scan.dropped.at(-1);
  const ends = [
    record === undefined ? 0 : record.ordinal + record.count,
    run === undefined ? 0 : run.ordinal + run.count,
  ];
  return first + Math.max(...ends);
}

/** Lists the segments of a directory in order, reading only their headers. */
export async function findSegments(directory: string, files: SegmentFiles): Promise<FoundSegment[]> {
  const numbers = (await readdir(directory)).flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
  const found: FoundSegment[] = [];
  for (const number of numbers.toSorted((left, right) => left - right)) {
    const path = segmentPath(directory, number);
    const header = await readHeader(path, files);
    found.push({ path, number, header: header?.number === number ? header : null });
  }
  return found;
}

async function readHeader(path: string, files: SegmentFiles): Promise<SegmentHeader | null> {
  const descriptor = await files.open(path);
  try {
    const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES);
    const count = await files.read(descriptor, bytes, 0);
    return decodeSegmentHeader(bytes.subarray(0, count));
  } finally {
    await files.close(descriptor);
  }
}

/** Reads a whole segment and finds its records. */
export async function scanFile(path: string): Promise<SegmentScan> {
  return scanSegment(await readFile(path));
}

/** Creates an empty segment; its header and its name are durable when this answers. A failed try leaves no file. */
export async function createSegment(
  directory: string,
  header: { readonly number: number; readonly first: number; readonly key: JournalKey },
  files: SegmentFiles,
): Promise<OpenSegment> {
  const path = segmentPath(directory, header.number);
  const descriptor = await files.create(path);
  try {
    await files.write(descriptor, encodeSegmentHeader({ ...header, keyId: header.key.id }), 0);
    await files.syncAll(descriptor);
    await syncDirectory(directory);
  } catch (cause) {
    await files.close(descriptor);
    await rm(path, { force: true });
    throw cause;
  }
  return { path, number: header.number, first: header.first, descriptor, records: [], ...freshBounds() };
}

function freshBounds(): { end: number; allocated: number } {
  return { end: SEGMENT_HEADER_BYTES, allocated: SEGMENT_HEADER_BYTES };
}

/** Opens a scanned segment to be written on after its last record. */
export async function continueSegment(segment: Segment, scan: SegmentScan, files: SegmentFiles): Promise<OpenSegment> {
  const descriptor = await files.open(segment.path);
  // What lies behind the last record is cut off: a crash may have left a partly zeroed span there.
  await files.truncate(descriptor, scan.end);
  return { ...segment, descriptor, records: [...scan.records], end: scan.end, allocated: scan.end };
}

/** Moves the bytes from `offset` on to a file beside the segment, and answers how many there were. */
export async function setTailAside(
  path: string,
  range: { readonly from: number; readonly to: number },
): Promise<number> {
  const bytes = (await readFile(path)).subarray(range.from, range.to);
  await replaceFile(`${path}.damaged-${range.from}-${randomBytes(4).toString('hex')}`, bytes);
  await truncate(path, range.from);
  return bytes.length;
}

/** Takes a whole file out of the journal without deleting it. */
export async function setFileAside(path: string): Promise<number> {
  const written = scanSegment(await readFile(path)).damage.reduce((sum, span) => sum + span.to - span.from, 0);
  await rename(path, `${path}.damaged-${randomBytes(4).toString('hex')}`);
  await syncDirectory(dirname(path));
  return written + SEGMENT_HEADER_BYTES;
}

function segmentPath(directory: string, number: number): string {
  return join(directory, `${String(number).padStart(8, '0')}.journal`);
}
