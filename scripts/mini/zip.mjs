import { crc32, deflateRawSync } from 'node:zlib';

/**
 * One file of a package.
 *
 * @typedef {object} PackedFile
 * @property {string} path relative, with `/`
 * @property {Uint8Array} bytes
 */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1 January 1980, the first day a ZIP can name: when a package was made is no part of it. */
const DAY = 0x21;
/** A plain file, readable by everyone. */
const MODE = (0o100644 << 16) >>> 0;
const UNIX = 3 << 8;

/**
 * Writes a ZIP of files: the same bytes for the same files in any order, with the same Deflate. What Deflate does not make smaller is stored.
 *
 * @param {readonly PackedFile[]} files
 * @returns {Buffer}
 */
export function zip(files) {
  const sorted = files.toSorted((left, right) => Buffer.compare(Buffer.from(left.path), Buffer.from(right.path)));
  /** @type {Buffer[]} */
  const bodies = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const file of sorted) {
    const { body, entry } = pack(file, offset);
    bodies.push(body);
    directory.push(entry);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  const count = sorted.length;
  return Buffer.concat([
    ...bodies,
    central,
    long(END),
    short(0, 0, count, count),
    long(central.length, offset),
    short(0),
  ]);
}

/**
 * A file with its header, and its entry in the directory.
 *
 * @param {PackedFile} file
 * @param {number} offset of its header
 */
function pack({ path, bytes }, offset) {
  const name = Buffer.from(path);
  const deflated = deflateRawSync(bytes, { level: 9 });
  const isSmaller = deflated.length < bytes.length;
  const data = isSmaller ? deflated : Buffer.from(bytes);
  const facts = Buffer.concat([
    short(FLAGS, isSmaller ? 8 : 0, 0, DAY),
    long(crc32(bytes), data.length, bytes.length),
    short(name.length, 0),
  ]);
  const place = [short(0, 0, 0), long(MODE, offset)];
  return {
    body: Buffer.concat([long(LOCAL), short(VERSION), facts, name, data]),
    entry: Buffer.concat([long(CENTRAL), short(UNIX | VERSION, VERSION), facts, ...place, name]),
  };
}

/** Numbers of two bytes, least significant first. @param {number[]} values */
function short(...values) {
  return Buffer.from(Uint8Array.from(values.flatMap((value) => [value & 0xff, value >>> 8])));
}

/** Numbers of four bytes, least significant first. @param {number[]} values */
function long(...values) {
  return Buffer.concat(values.map((value) => short(value & 0xffff, value >>> 16)));
}
