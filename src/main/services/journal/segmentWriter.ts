import { randomBytes } from 'node:crypto';
import { type Group, encodeGroup, groupsOf, sizeOfGroup } from './bundle.ts';
import { type JournalKey, NONCE_BYTES, type RecordPlace } from './format.ts';
import type { OpenedJournal } from './openJournal.ts';
import { type OpenSegment, type Segment, createSegment } from './segment.ts';
import type { SegmentFiles } from './segmentFiles.ts';

/** Space is filled with zeros this far ahead, so that an append need not make a new file size durable as well. */
const ALLOCATION_BYTES = 256 * 1024;

/** Where a journal is written. */
export interface WriterOptions {
  readonly directory: string;
  readonly key: JournalKey;
  readonly files: SegmentFiles;
  /** A segment that reached this size is followed by a new one. */
  readonly segmentBytes: number;
}

/** The segments of one journal, and the only one who writes them. `write` must not be called while one is running. */
export interface SegmentWriter {
  readonly sealed: readonly Segment[];
  readonly current: () => OpenSegment | null;
  /** Number the next entry will get. */
  readonly next: () => number;
  /** Appends and answers when durable. When it throws, none of `entries` is left in the way of the next ones. */
  write(entries: readonly Uint8Array[]): Promise<void>;
  close(): Promise<void>;
}

/** Takes over opened segments for writing. */
export function createSegmentWriter(opened: OpenedJournal, options: WriterOptions): SegmentWriter {
  const { files } = options;
  const sealed = [...opened.sealed];
  let current = opened.current;
  let next = opened.next;

  const retire = async () => {
    if (current === null) return;
    const retired = current;
    current = null;
    sealed.push({ path: retired.path, number: retired.number, first: retired.first });
    next = { ...next, segment: retired.number + 1 };
    await files.truncate(retired.descriptor, retired.end).catch(() => undefined);
    await files.close(retired.descriptor);
  };

  const segmentFor = async (bytes: number): Promise<OpenSegment> => {
    if (current !== null && current.records.length > 0 && current.end + bytes > options.segmentBytes) await retire();
    current ??= await createSegment(options.directory, header(next, options.key), files);
    return current;
  };

  return {
    sealed,
    current: () => current,
    next: () => next.entry,
    write: async (entries) => {
      const groups = groupsOf(entries);
      const bytes = groups.reduce((sum, group) => sum + sizeOfGroup(group), 0);
      const segment = await segmentFor(bytes);
      const written = await writeRecords(segment, { groups, bytes, first: next.entry }, options);
      if (!written.ok) {
        if (!written.isReusable) await retire();
        throw written.cause;
      }
      next = { ...next, entry: next.entry + entries.length };
    },
    close: retire,
  };
}

function header(next: { readonly entry: number; readonly segment: number }, key: JournalKey) {
  return { number: next.segment, first: next.entry, key };
}

interface Batch {
  readonly groups: readonly Group[];
  readonly bytes: number;
  readonly first: number;
}

type Written = { readonly ok: true } | { readonly ok: false; readonly isReusable: boolean; readonly cause: unknown };

async function writeRecords(segment: OpenSegment, batch: Batch, options: WriterOptions): Promise<Written> {
  const { files, key } = options;
  const end = segment.end + batch.bytes;
  const allocated = end > segment.allocated ? Math.ceil(end / ALLOCATION_BYTES) * ALLOCATION_BYTES : segment.allocated;
  const buffer = Buffer.allocUnsafe((end > segment.allocated ? allocated : end) - segment.end);
  buffer.fill(0, batch.bytes);
  const records = encodeAll(segment, batch, { key, buffer });
  let isWritten = false;
  try {
    await files.write(segment.descriptor, buffer, segment.end);
    isWritten = true;
    await files.syncData(segment.descriptor);
  } catch (cause) {
    const isCut = await cutBack(segment, files);
    // After a failed sync the system may take lost pages for written ones: such a file is not written again.
    return { ok: false, isReusable: isCut && !isWritten, cause };
  }
  segment.end = end;
  segment.allocated = allocated;
  segment.records.push(...records);
  return { ok: true };
}

/** Encrypts groups one behind the other into `buffer`, which begins where the segment ends. */
function encodeAll(
  segment: OpenSegment,
  { groups, first }: Batch,
  { key, buffer }: { readonly key: JournalKey; readonly buffer: Buffer },
): RecordPlace[] {
  const nonces = randomBytes(groups.length * NONCE_BYTES);
  let offset = 0;
  let ordinal = first - segment.first;
  return groups.map((group, index) => {
    const nonce = nonces.subarray(index * NONCE_BYTES, (index + 1) * NONCE_BYTES);
    const place = encodeGroup(key, group, { buffer, offset, segment: segment.number, ordinal, nonce });
    offset += place.size;
    ordinal += place.count;
    return { ...place, offset: segment.end + place.offset };
  });
}

async function cutBack(segment: OpenSegment, files: SegmentFiles): Promise<boolean> {
  try {
    await files.truncate(segment.descriptor, segment.end);
    segment.allocated = segment.end;
    return true;
  } catch {
    return false;
  }
}
