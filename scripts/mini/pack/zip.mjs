import { crc32, deflateRawSync } from 'node:zlib';

/** Midnight of 1 January 1980, the first moment a ZIP can name: packing twice gives the same bytes. */
const DATE = 0x0021_0000;
const VERSION = 20;
const MADE_BY = 0x031e;
const UTF8 = 0x0800;
const FILE_MODE = (0o100_644 << 16) >>> 0;

/**
 * @typedef {object} Packed
 * @property {Buffer} path
 * @property {Uint8Array} data
 * @property {number} method
 * @property {number} size
 * @property {number} checksum
 */

/** @param {readonly (readonly [2 | 4, number])[]} fields */
function numbers(fields) {
  const bytes = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) at = bytes.writeUIntLE(value, at, width);
  return bytes;
}

/** @param {string} path @param {Uint8Array} content @returns {Packed} */
function packFile(path, content) {
  const deflated = deflateRawSync(content, { level: 9 });
  const isSmaller = deflated.length < content.length;
  return {
    path: Buffer.from(path.normalize('NFC')),
    data: isSmaller ? deflated : content,
    method: isSmaller ? 8 : 0,
    size: content.length,
    checksum: crc32(content),
  };
}

/** What local header and directory say alike. @param {Packed} file @returns {(readonly [2 | 4, number])[]} */
function shared({ path, data, method, size, checksum }) {
  return [
    [2, VERSION],
    [2, UTF8],
    [2, method],
    [4, DATE],
    [4, checksum],
    [4, data.length],
    [4, size],
    [2, path.length],
    [2, 0],
  ];
}

/**
 * A ZIP that depends on nothing but paths and contents: files in the order of their paths' bytes, one date, no folders.
 *
 * @param {ReadonlyMap<string, Uint8Array>} files contents by path, `/` between folders
 * @returns {Uint8Array}
 */
export function zipFiles(files) {
  const packed = [...files].map(([path, content]) => packFile(path, content));
  packed.sort((left, right) => Buffer.compare(left.path, right.path));
  /** @type {Uint8Array[]} */
  const pieces = [];
  /** @type {Buffer[]} */
  const directory = [];
  let at = 0;
  for (const file of packed) {
    const entry = Buffer.concat([numbers([[4, 0x0403_4b50], ...shared(file)]), file.path, file.data]);
    const rest = numbers([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, FILE_MODE],
      [4, at],
    ]);
    directory.push(numbers([[4, 0x0201_4b50], [2, MADE_BY], ...shared(file)]), rest, file.path);
    pieces.push(entry);
    at += entry.length;
  }
  const index = Buffer.concat(directory);
  const counts = /** @type {(readonly [2 | 4, number])[]} */ ([
    [2, packed.length],
    [2, packed.length],
  ]);
  const end = numbers([[4, 0x0605_4b50], [2, 0], [2, 0], ...counts, [4, index.length], [4, at], [2, 0]]);
  return new Uint8Array(Buffer.concat([...pieces, index, end]));
}
