/** The bytes of a journal segment. See SPEC.md beside this file. */
import { createCipheriv, createDecipheriv, createHash, randomFillSync } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Bytes of the header that every segment begins with. */
export const SEGMENT_HEADER_BYTES = 32;
/** Bytes a record takes beside its entry. */
export const RECORD_OVERHEAD_BYTES = 44;
/** Bytes of a journal key (AES-256). */
export const JOURNAL_KEY_BYTES = 32;

const MAGIC = Buffer.from('BNYNJRN1', 'latin1');
const MARKER = Buffer.from([0xb5, 0x4a, 0xe1, 0x72]);
const GAP_MARKER = Buffer.from([0xb5, 0x4a, 0xe1, 0x73]);
/** What a bundle begins with: see `bundle.ts`. */
export const BUNDLE_MARKER = Buffer.from([0xb5, 0x4a, 0xe1, 0x74]);
/** Bytes a bundle takes beside what is encrypted of it. */
export const BUNDLE_OVERHEAD_BYTES = 48;
/** Where a bundle says how many entries it holds. */
export const COUNT_AT = 28;
const KEY_ID_BYTES = 8;
/** Bytes of a record's nonce. */
export const NONCE_BYTES = 12;
/** Bytes of what proves a record, at its end. */
export const TAG_BYTES = 16;
/** Bytes before a record's checksum. */
export const PREFIX_BYTES = 12;
/** Where a record's nonce is. */
export const NONCE_AT = PREFIX_BYTES + 4;
const ENTRY_AT = NONCE_AT + NONCE_BYTES;

/** A journal key and the short public name of it that headers carry. */
export interface JournalKey {
  readonly bytes: Uint8Array;
  readonly id: Buffer;
}

/** What a segment says about itself: its number among the segments and the number of its first entry. */
export interface SegmentHeader {
  readonly number: number;
  readonly first: number;
  readonly keyId: Buffer;
}

/** Where a whole record or bundle lies. `ordinal` counts the entries of one segment from 0. */
export interface RecordPlace {
  readonly offset: number;
  /** Bytes that are encrypted, and bytes of all of it. */
  readonly length: number;
  readonly size: number;
  /** Of its first entry, and how many it holds: one, but for a bundle. */
  readonly ordinal: number;
  readonly count: number;
}

/** Consecutive entries of a segment that were dropped on purpose, from `ordinal` on. `offset` is where this is noted. */
export interface DroppedRun {
  readonly offset: number;
  readonly ordinal: number;
  readonly count: number;
}

/** What a segment holds: whole records in order, spans that are not records, and where the last of either ends. */
export interface SegmentScan {
  readonly records: readonly RecordPlace[];
  readonly dropped: readonly DroppedRun[];
  readonly damage: readonly { readonly from: number; readonly to: number }[];
  readonly end: number;
}

/** Names a key by a hash that tells nothing about it. */
export function journalKey(bytes: Uint8Array): JournalKey {
  const id = createHash('sha256').update('banyan journal key id').update(bytes).digest().subarray(0, KEY_ID_BYTES);
  return { bytes, id };
}

/** Encodes a segment header. */
export function encodeSegmentHeader(header: SegmentHeader): Buffer {
  const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES);
  MAGIC.copy(bytes, 0);
  bytes.writeUInt32LE(header.number, 8);
  bytes.writeBigUInt64LE(BigInt(header.first), 12);
  header.keyId.copy(bytes, 20);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 28)), 28);
  return bytes;
}

/** Reads a segment header; null when it is short, foreign or damaged. */
export function decodeSegmentHeader(bytes: Buffer): SegmentHeader | null {
  if (bytes.length < SEGMENT_HEADER_BYTES || !bytes.subarray(0, 8).equals(MAGIC)) return null;
  if (crc32(bytes.subarray(0, 28)) !== bytes.readUInt32LE(28)) return null;
  return {
    number: bytes.readUInt32LE(8),
    first: Number(bytes.readBigUInt64LE(12)),
    keyId: Buffer.from(bytes.subarray(20, 28)),
  };
}

/** Where a record is to be written. */
export interface RecordTarget {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly segment: number;
  readonly ordinal: number;
  /** Random bytes of nobody else's, {@link NONCE_BYTES} of them: who writes many records makes those of all of them at once. */
  readonly nonce?: Uint8Array;
}

/** Encrypts `entry` into place and returns the offset after it. Nonces are random: a truncated record never shares one. */
export function encodeRecord(key: JournalKey, entry: Uint8Array, target: RecordTarget): number {
  const { buffer, offset } = target;
  MARKER.copy(buffer, offset);
  buffer.writeUInt32LE(entry.length, offset + 4);
  buffer.writeUInt32LE(target.ordinal, offset + 8);
  const nonce = buffer.subarray(offset + NONCE_AT, offset + ENTRY_AT);
  if (target.nonce === undefined) randomFillSync(nonce);
  else nonce.set(target.nonce);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
  cipher.setAAD(boundTo(target.segment, buffer, offset));
  cipher.update(entry).copy(buffer, offset + ENTRY_AT);
  cipher.final();
  const end = offset + RECORD_OVERHEAD_BYTES + entry.length;
  cipher.getAuthTag().copy(buffer, end - TAG_BYTES);
  buffer.writeUInt32LE(checksum(buffer, offset, end), offset + PREFIX_BYTES);
  return end;
}

/** Notes `run` in the buffer's place, signed as a record is, and returns the offset after it. */
export function encodeDropped(
  key: JournalKey,
  run: { readonly ordinal: number; readonly count: number },
  target: { readonly buffer: Buffer; readonly offset: number; readonly segment: number },
): number {
  const { buffer, offset } = target;
  GAP_MARKER.copy(buffer, offset);
  buffer.writeUInt32LE(run.count, offset + 4);
  buffer.writeUInt32LE(run.ordinal, offset + 8);
  const nonce = randomFillSync(buffer.subarray(offset + NONCE_AT, offset + ENTRY_AT));
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
  cipher.setAAD(boundTo(target.segment, buffer, offset));
  cipher.final();
  const end = offset + RECORD_OVERHEAD_BYTES;
  cipher.getAuthTag().copy(buffer, end - TAG_BYTES);
  buffer.writeUInt32LE(checksum(buffer, offset, end), offset + PREFIX_BYTES);
  return end;
}

/** True when the note of a dropped run at `offset` was written with this key for this segment. */
export function isDroppedGenuine(
  key: JournalKey,
  buffer: Buffer,
  place: { readonly offset: number; readonly segment: number },
): boolean {
  const { offset } = place;
  const nonce = buffer.subarray(offset + NONCE_AT, offset + ENTRY_AT);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce);
  decipher.setAAD(boundTo(place.segment, buffer, offset));
  decipher.setAuthTag(buffer.subarray(offset + ENTRY_AT, offset + RECORD_OVERHEAD_BYTES));
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

/** Decrypts the record at `offset`; null when it is not whole, was altered, or belongs to another segment or key. */
export function decodeRecord(
  key: JournalKey,
  buffer: Buffer,
  place: { offset: number; segment: number },
): Uint8Array | null {
  const found = recordAt(buffer, place.offset);
  if (found === null || isBundle(buffer, place.offset)) return null;
  const entryAt = place.offset + ENTRY_AT;
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, buffer.subarray(place.offset + NONCE_AT, entryAt));
  decipher.setAAD(boundTo(place.segment, buffer, place.offset));
  decipher.setAuthTag(buffer.subarray(entryAt + found.length, entryAt + found.length + TAG_BYTES));
  const entry = decipher.update(buffer.subarray(entryAt, entryAt + found.length));
  try {
    decipher.final();
  } catch {
    return null;
  }
  // A copy of its own: small buffers from `update` may share Node's pool, and the answer may be transferred.
  return new Uint8Array(entry);
}

/**
 * Finds the whole records of a segment by their checksums. After damage it looks for the next whole record, so
 * that one bad span hides nothing but itself. Zeros up to the end are space not written yet.
 */
export function scanSegment(bytes: Buffer): SegmentScan {
  const records: RecordPlace[] = [];
  const dropped: DroppedRun[] = [];
  const damage: { from: number; to: number }[] = [];
  let end = Math.min(SEGMENT_HEADER_BYTES, bytes.length);
  const written = endOfWritten(bytes);
  while (end < written) {
    const record = recordAt(bytes, end);
    if (record !== null) {
      records.push(record);
      end += record.size;
      continue;
    }
    const run = droppedAt(bytes, end);
    if (run !== null) {
      dropped.push(run);
      end += RECORD_OVERHEAD_BYTES;
      continue;
    }
    const next = nextRecord(bytes, end + 1) ?? written;
    damage.push({ from: end, to: next });
    end = next;
  }
  return { records, dropped, damage, end };
}

/** The whole record or bundle at `offset`, by its checksum; null where there is none. */
export function recordAt(bytes: Buffer, offset: number): RecordPlace | null {
  if (offset + RECORD_OVERHEAD_BYTES > bytes.length) return null;
  const isMany = isBundle(bytes, offset);
  if (!isMany && MARKER.compare(bytes, offset, offset + MARKER.length) !== 0) return null;
  const length = bytes.readUInt32LE(offset + 4);
  const size = (isMany ? BUNDLE_OVERHEAD_BYTES : RECORD_OVERHEAD_BYTES) + length;
  const end = offset + size;
  if (end > bytes.length || checksum(bytes, offset, end) !== bytes.readUInt32LE(offset + PREFIX_BYTES)) return null;
  const count = isMany ? bytes.readUInt32LE(offset + COUNT_AT) : 1;
  return { offset, length, size, ordinal: bytes.readUInt32LE(offset + 8), count };
}

/** Whether what begins at `offset` says that it is a bundle. */
export function isBundle(bytes: Buffer, offset: number): boolean {
  return BUNDLE_MARKER.compare(bytes, offset, offset + BUNDLE_MARKER.length) === 0;
}

function droppedAt(bytes: Buffer, offset: number): DroppedRun | null {
  const end = offset + RECORD_OVERHEAD_BYTES;
  if (end > bytes.length || GAP_MARKER.compare(bytes, offset, offset + GAP_MARKER.length) !== 0) return null;
  if (checksum(bytes, offset, end) !== bytes.readUInt32LE(offset + PREFIX_BYTES)) return null;
  return { offset, count: bytes.readUInt32LE(offset + 4), ordinal: bytes.readUInt32LE(offset + 8) };
}

const MARKER_START = MARKER.subarray(0, 3);

function nextRecord(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(MARKER_START, from); at !== -1; at = bytes.indexOf(MARKER_START, at + 1)) {
    if (recordAt(bytes, at) !== null || droppedAt(bytes, at) !== null) return at;
  }
  return null;
}

/** Offset after the last byte that is not zero. A whole record that itself ends in zeros simply ends after it. */
function endOfWritten(bytes: Buffer): number {
  let end = bytes.length;
  while (end > SEGMENT_HEADER_BYTES && bytes[end - 1] === 0) end -= 1;
  return end;
}

/** The CRC of all of a record but that itself. */
export function checksum(bytes: Buffer, offset: number, end: number): number {
  return crc32(bytes.subarray(offset + NONCE_AT, end), crc32(bytes.subarray(offset, offset + PREFIX_BYTES)));
}

/** Binds a record to its segment, its length and its place among the records. */
export function boundTo(segment: number, bytes: Buffer, offset: number): Buffer {
  const bound = Buffer.allocUnsafe(4 + PREFIX_BYTES);
  bound.writeUInt32LE(segment, 0);
  bytes.copy(bound, 4, offset, offset + PREFIX_BYTES);
  return bound;
}
