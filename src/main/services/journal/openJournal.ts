import { makePrivateDirectory } from '../files/files.ts';
import { removeUnfinished } from './compactSegment.ts';
import { type JournalKey, type SegmentScan, SEGMENT_HEADER_BYTES } from './format.ts';
import {
  type FoundSegment,
  type OpenSegment,
  type Segment,
  continueSegment,
  entryAfter,
  findSegments,
  scanFile,
  setFileAside,
  setTailAside,
} from './segment.ts';
import type { SegmentFiles } from './segmentFiles.ts';

/** A journal as it was found. `current` is null when the next append must begin a new segment. */
export interface OpenedJournal {
  readonly sealed: Segment[];
  readonly current: OpenSegment | null;
  readonly next: { readonly entry: number; readonly segment: number };
  readonly damaged: number;
}

/** The segments were written with another key than the one at hand. */
export class ForeignKeyError extends Error {}

/** Opens the segments of a directory: headers of all, records of the last, whose torn tail is set aside. */
export async function openSegments(directory: string, key: JournalKey, files: SegmentFiles): Promise<OpenedJournal> {
  await makePrivateDirectory(directory);
  await removeUnfinished(directory);
  const found = await findSegments(directory, files);
  if (found.some(({ header }) => header !== null && !header.keyId.equals(key.id))) throw new ForeignKeyError();
  const sealed = await placeSegments(found.slice(0, -1));
  const last = found.at(-1);
  if (last === undefined) return { sealed, current: null, next: { entry: 0, segment: 0 }, damaged: 0 };
  return openLast(last, sealed, files);
}

/** Gives each sealed segment its first number; one whose header is damaged goes on where the one before it ends. */
async function placeSegments(found: readonly FoundSegment[]): Promise<Segment[]> {
  const placed: Segment[] = [];
  for (const { path, number, header } of found) {
    placed.push({ path, number, first: header?.first ?? (await endOf(placed.at(-1))) });
  }
  return placed;
}

async function endOf(segment: Segment | undefined): Promise<number> {
  return segment === undefined ? 0 : entryAfter(segment.first, await scanFile(segment.path));
}

async function openLast(last: FoundSegment, sealed: Segment[], files: SegmentFiles): Promise<OpenedJournal> {
  const scan = await scanFile(last.path);
  const first = last.header?.first ?? (await endOf(sealed.at(-1)));
  const segment: Segment = { path: last.path, number: last.number, first };
  const next = { entry: entryAfter(first, scan), segment: last.number + 1 };
  if (last.header === null && scan.records.length === 0 && scan.dropped.length === 0) {
    return { sealed, current: null, next, damaged: await setFileAside(last.path) };
  }
  if (last.header === null || hasDamageBeforeEnd(scan)) {
    // Whole records lie behind the damage: nothing may be cut off here, so writing goes on in a new segment.
    return { sealed: [...sealed, segment], current: null, next, damaged: 0 };
  }
  const tail = scan.damage[0];
  const damaged = tail === undefined ? 0 : await setTailAside(last.path, tail);
  const whole = tail === undefined ? scan : { ...scan, end: tail.from };
  return { sealed, current: await continueSegment(segment, whole, files), next, damaged };
}

function hasDamageBeforeEnd(scan: SegmentScan): boolean {
  return scan.damage.some(({ to }) => to < scan.end);
}

/**
 * Bytes of a sealed segment that are not whole records: damaged spans, a damaged header, and entries gone without a trace, which
 * those dropped on purpose are not.
 */
export function damageOf(scan: SegmentScan, bounds: { readonly entries: number; readonly hasHeader: boolean }): number {
  const spans = scan.damage.reduce((sum, { from, to }) => sum + to - from, 0);
  const header = bounds.hasHeader ? 0 : SEGMENT_HEADER_BYTES;
  const dropped = scan.dropped.reduce((sum, run) => sum + run.count, 0);
  const here = scan.records.reduce((sum, { count }) => sum + count, 0);
  const missing = spans === 0 ? Math.max(0, bounds.entries - here - dropped) : 0;
  return spans + header + missing;
}
