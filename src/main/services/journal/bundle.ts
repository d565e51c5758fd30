/** Many small entries as one record, encrypted together. See SPEC.md beside this file. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import {
  BUNDLE_MARKER,
  BUNDLE_OVERHEAD_BYTES,
  COUNT_AT,
  type JournalKey,
  NONCE_AT,
  NONCE_BYTES,
  PREFIX_BYTES,
  RECORD_OVERHEAD_BYTES,
  type RecordPlace,
  type RecordTarget,
  TAG_BYTES,
  boundTo,
  checksum,
  decodeRecord,
  encodeRecord,
  isBundle,
  recordAt,
} from './format.ts';

/** So many entries at once are worth bundling: to encrypt each alone takes longer than to write them all. */
const BUNDLED_FROM = 32;
/** Most bytes and entries of one bundle: what one damaged place on the disk may take along. */
const BUNDLE_BYTES = 32 * 1024;
const MOST_ENTRIES = 128;
/** Bytes before each entry: its length. */
const LENGTH_BYTES = 4;
const SEALED_AT = COUNT_AT + 4;

/** Entries that are written as one record, or bundle. */
export type Group = readonly Uint8Array[];

/** What entries are written as, in their order. */
export function groupsOf(entries: readonly Uint8Array[]): readonly Group[] {
  if (entries.length < BUNDLED_FROM) return entries.map((entry) => [entry]);
  const groups: Uint8Array[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const group = groups.at(-1);
    const next = LENGTH_BYTES + entry.length;
    if (group === undefined || bytes + next > BUNDLE_BYTES || group.length >= MOST_ENTRIES) {
      groups.push([entry]);
      bytes = next;
    } else {
      group.push(entry);
      bytes += next;
    }
  }
  return groups;
}

/** Bytes a group takes. */
export function sizeOfGroup(group: Group): number {
  const bytes = group.reduce((sum, { length }) => sum + length, 0);
  return group.length === 1
    ? RECORD_OVERHEAD_BYTES + bytes
    : BUNDLE_OVERHEAD_BYTES + bytes + group.length * LENGTH_BYTES;
}

/** Encrypts a group into place; `ordinal` is its first entry's. Answers where it lies. */
export function encodeGroup(key: JournalKey, group: Group, target: RecordTarget & { nonce: Uint8Array }): RecordPlace {
  const { offset, ordinal } = target;
  const size = sizeOfGroup(group);
  const [only] = group;
  if (group.length === 1 && only !== undefined) encodeRecord(key, only, target);
  else encodeBundle(key, group, target);
  const overhead = group.length === 1 ? RECORD_OVERHEAD_BYTES : BUNDLE_OVERHEAD_BYTES;
  return { offset, size, length: size - overhead, ordinal, count: group.length };
}

function encodeBundle(key: JournalKey, group: Group, target: RecordTarget & { nonce: Uint8Array }): void {
  const { buffer, offset, segment, ordinal } = target;
  const plain = plainOf(group);
  const end = offset + BUNDLE_OVERHEAD_BYTES + plain.length;
  BUNDLE_MARKER.copy(buffer, offset);
  buffer.writeUInt32LE(plain.length, offset + 4);
  buffer.writeUInt32LE(ordinal, offset + 8);
  buffer.set(target.nonce, offset + NONCE_AT);
  buffer.writeUInt32LE(group.length, offset + COUNT_AT);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, target.nonce);
  cipher.setAAD(bundleBoundTo(segment, buffer, offset));
  buffer.set(cipher.update(plain), offset + SEALED_AT);
  cipher.final();
  buffer.set(cipher.getAuthTag(), end - TAG_BYTES);
  buffer.writeUInt32LE(checksum(buffer, offset, end), offset + PREFIX_BYTES);
}

function plainOf(group: Group): Buffer {
  const plain = Buffer.alloc(group.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  let at = 0;
  for (const entry of group) {
    plain.writeUInt32LE(entry.length, at);
    plain.set(entry, at + LENGTH_BYTES);
    at += LENGTH_BYTES + entry.length;
  }
  return plain;
}

/** As with a record; how many entries it holds goes along. */
function bundleBoundTo(segment: number, bytes: Buffer, offset: number): Buffer {
  return Buffer.concat([boundTo(segment, bytes, offset), bytes.subarray(offset + COUNT_AT, offset + SEALED_AT)]);
}

/** Decrypts the record or bundle at `offset`; null when it is not whole, was altered, or belongs to another segment or key. */
export function decodeGroup(
  key: JournalKey,
  buffer: Buffer,
  place: { readonly offset: number; readonly segment: number },
): readonly Uint8Array[] | null {
  if (place.offset + BUNDLE_MARKER.length > buffer.length || !isBundle(buffer, place.offset)) {
    const entry = decodeRecord(key, buffer, place);
    return entry === null ? null : [entry];
  }
  const found = recordAt(buffer, place.offset);
  if (found === null) return null;
  const { offset, length, count } = found;
  const nonce = buffer.subarray(offset + NONCE_AT, offset + NONCE_AT + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce);
  decipher.setAAD(bundleBoundTo(place.segment, buffer, offset));
  decipher.setAuthTag(buffer.subarray(offset + SEALED_AT + length, offset + found.size));
  const plain = decipher.update(buffer.subarray(offset + SEALED_AT, offset + SEALED_AT + length));
  try {
    decipher.final();
  } catch {
    return null;
  }
  const entries = entriesIn(plain);
  return entries?.length === count ? entries : null;
}

/** Copies of their own, as of single records: they may be transferred. */
function entriesIn(plain: Buffer): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < plain.length;) {
    if (plain.length - at < LENGTH_BYTES) return null;
    const end = at + LENGTH_BYTES + plain.readUInt32LE(at);
    if (end > plain.length) return null;
    entries.push(new Uint8Array(plain.subarray(at + LENGTH_BYTES, end)));
    at = end;
  }
  return entries;
}
