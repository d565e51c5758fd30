/** What is in an archive somebody chose, read from its end without believing it (ARC-3 to ARC-6). */
import { decodeUtf8 } from 'lib0/string';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Most files of an archive. */
export const MOST_ENTRIES = 200_000;
/** Largest list of them, bytes. */
export const MAX_DIRECTORY = 64 * 1024 * 1024;
/** How much of the end of an archive tells where its list is, bytes: the last records with the longest comment. */
export const TAIL_BYTES = 0xffff + 22 + 20 + 56;
/** A file above {@link RATIO_FROM} bytes is at most so many times its packed size. */
export const MAX_RATIO = 250;
const RATIO_FROM = 1024 * 1024;
/** Longest path, bytes. */
const MAX_PATH = 1024;

/** Why an archive, or a file in it, is not read. */
export type ZipProblem = Failure<'archive-damaged' | 'archive-too-large' | 'archive-bomb'>;

/** Where the list of files is. */
export interface DirectoryPlace {
  readonly offset: number;
  readonly size: number;
  readonly entries: number;
}

/** A file in an archive. */
export interface ZipEntry {
  readonly path: string;
  readonly isDeflated: boolean;
  readonly packed: number;
  readonly size: number;
  readonly checksum: number;
  /** Where its local record begins. */
  readonly offset: number;
}

const END = 0x0605_4b50;
const LOCATOR = 0x0706_4b50;
const END_64 = 0x0606_4b50;
const CENTRAL = 0x0201_4b50;
const LOCAL = 0x0403_4b50;
const MOST_32 = 0xffff_ffff;
const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
/** Bytes of a local record before its path. */
export const LOCAL_BYTES = 30;

/** Finds the list of files from the end of an archive of `total` bytes. */
export function findDirectory(tail: Uint8Array, total: number): Result<DirectoryPlace, ZipProblem> {
  const view = viewOf(tail);
  const from = total - tail.length;
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END || at + 22 + view.getUint16(at + 20, true) !== tail.length) continue;
    const place = readEnd64(view, at, from) ?? {
      entries: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
    return checkPlace(place, from + at);
  }
  return damaged('no end record');
}

function readEnd64(view: DataView, end: number, from: number): DirectoryPlace | null {
  const at = end - 20;
  if (at < 0 || view.getUint32(at, true) !== LOCATOR) return null;
  const record = Number(view.getBigUint64(at + 8, true)) - from;
  if (record < 0 || record + 56 > at || view.getUint32(record, true) !== END_64) return null;
  const number = (offset: number) => Number(view.getBigUint64(record + offset, true));
  return { entries: number(32), size: number(40), offset: number(48) };
}

function checkPlace(place: DirectoryPlace, end: number): Result<DirectoryPlace, ZipProblem> {
  if (place.entries > MOST_ENTRIES || place.size > MAX_DIRECTORY)
    return fail('archive-too-large', 'more files than are read');
  return place.offset + place.size <= end ? ok(place) : damaged('a list beyond the end');
}

/** The files of an archive, folders and what is encrypted left out. Of a path that comes twice the first counts. */
export function readDirectory(bytes: Uint8Array, { entries }: DirectoryPlace): Result<readonly ZipEntry[], ZipProblem> {
  const found = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < entries; index += 1) {
    const line = readLine(bytes, at);
    if (line === null) return damaged('a list that is cut short');
    const entry = readEntry(bytes, at, line);
    if (entry !== null && isBomb(entry)) return fail('archive-bomb', 'a file much larger than packed');
    if (entry !== null && !found.has(entry.path)) found.set(entry.path, entry);
    at = line.next;
  }
  return ok([...found.values()]);
}

interface DirectoryLine {
  /** Bytes of the path, and of the extra fields behind it. */
  readonly name: number;
  readonly extra: number;
  readonly next: number;
}

/** The line of the list at a place; null where there is none, or not all of it. */
function readLine(bytes: Uint8Array, at: number): DirectoryLine | null {
  const view = viewOf(bytes);
  if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return null;
  const [name, extra] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
  const next = at + 46 + name + extra + view.getUint16(at + 32, true);
  return next > bytes.length ? null : { name, extra, next };
}

function readEntry(bytes: Uint8Array, at: number, { name, extra }: DirectoryLine): ZipEntry | null {
  const view = viewOf(bytes);
  const path = textOf(bytes.subarray(at + 46, at + 46 + name));
  const method = view.getUint16(at + 10, true);
  const isRead = (view.getUint16(at + 8, true) & ENCRYPTED) === 0 && (method === 0 || method === 8);
  if (!isRead || path === null || path.endsWith('/') || name > MAX_PATH) return null;
  const wide = readExtra64(bytes.subarray(at + 46 + name, at + 46 + name + extra));
  const or64 = (value: number, most: number) => (value === most ? (wide.shift() ?? value) : value);
  const size = or64(view.getUint32(at + 24, true), MOST_32);
  const packed = or64(view.getUint32(at + 20, true), MOST_32);
  const offset = or64(view.getUint32(at + 42, true), MOST_32);
  return { path, isDeflated: method === 8, packed, size, checksum: view.getUint32(at + 16, true), offset };
}

/** The numbers of 64 bits of a record, in the order in which they stand for those of 32. */
function readExtra64(extra: Uint8Array): number[] {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const count = Math.floor(Math.min(view.getUint16(at + 2, true), extra.length - at - 4) / 8);
    return Array.from({ length: count }, (_, index) => Number(view.getBigUint64(at + 4 + index * 8, true)));
  }
  return [];
}

function isBomb({ size, packed }: ZipEntry): boolean {
  return size > RATIO_FROM && size > packed * MAX_RATIO;
}

/** Where the bytes of a file begin, from its local record; null where there is none. */
export function dataOffset(local: Uint8Array, { offset }: ZipEntry): number | null {
  const view = viewOf(local);
  if (local.length < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL) return null;
  return offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

/** UTF-8, or what is none letter for letter: old archivers write names in the system's own letters. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return null;
  try {
    return decodeUtf8(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(message: string): Result<never, Failure<'archive-damaged'>> {
  return fail('archive-damaged', message);
}
