/** A ZIP archive of files as they are (APPNOTE 6.3, method 0): pictures are packed already, and words are few. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { joinBytes } from '../codec/bytes.ts';

/** Most files and bytes an archive of this form holds. */
export const MOST_ZIP_FILES = 65_000;
/** See {@link MOST_ZIP_FILES}. */
export const MAX_ZIP_BYTES = 1024 * 1024 * 1024;

const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1 January 1980: the same files make the same archive. */
const DAY = 0x0021;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** Packs files by their names. Throws where they are more than an archive holds: a bug of the caller. */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const name = utf8ToBytes(path);
    const facts = numbers(
      [2, VERSION],
      [2, FLAGS],
      [2, 0],
      [2, 0],
      [2, DAY],
      [4, checksum(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    );
    const head = joinBytes(numbers([4, 0x04034b50]), facts, name);
    parts.push(head, bytes);
    const rest = numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
    directory.push(joinBytes(numbers([4, 0x02014b50], [2, VERSION]), facts, rest, name));
    offset += head.length + bytes.length;
  }
  if (files.size > MOST_ZIP_FILES || offset > MAX_ZIP_BYTES) throw new RangeError('more than an archive holds');
  const list = joinBytes(...directory);
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.size],
    [2, files.size],
    [4, list.length],
    [4, offset],
    [2, 0],
  );
  return joinBytes(...parts, list, end);
}

/** Numbers in so many bytes each, the lowest first. */
function numbers(...values: readonly (readonly [size: 2 | 4, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let place = 0;
  for (const [size, value] of values) {
    if (size === 2) view.setUint16(place, value, true);
    else view.setUint32(place, value, true);
    place += size;
  }
  return bytes;
}

function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}
