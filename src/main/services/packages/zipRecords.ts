/** The records of a ZIP as they stand in its bytes (APPNOTE 6.3), read without believing them. */

const END_SIGNATURE = 0x0605_4b50;
const CENTRAL_SIGNATURE = 0x0201_4b50;
const LOCAL_SIGNATURE = 0x0403_4b50;
const DESCRIPTOR_SIGNATURE = 0x0807_4b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT = 0xffff;

/** Where the central directory is, and how many entries it says it has. */
export interface EndRecord {
  readonly entries: number;
  readonly start: number;
  /** The end record begins here: the central directory has to end at the same byte. */
  readonly end: number;
}

/** What central directory and local header both say of an entry. */
export interface EntryHead {
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly path: Uint8Array;
  readonly extra: Uint8Array;
  /** The byte after this record. */
  readonly next: number;
}

/** One line of the central directory. */
export interface CentralRecord extends EntryHead {
  readonly disk: number;
  readonly attributes: number;
  readonly offset: number;
}

/** Sizes and checksum that follow the data of an entry whose header came too early to know them. */
export interface Descriptor {
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
}

/** Reads little-endian numbers; what lies behind the end is 0, and found out by lengths. */
export class ZipBytes {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  short(at: number): number {
    return at + 2 <= this.length ? this.#view.getUint16(at, true) : 0;
  }

  long(at: number): number {
    return at + 4 <= this.length ? this.#view.getUint32(at, true) : 0;
  }

  part(start: number, length: number): Uint8Array {
    return this.bytes.subarray(start, start + length);
  }
}

/**
 * The end record: the last that is followed by nothing but its own comment. Null when there is none. `foreign` when it contradicts itself,
 * or says that the archive goes on in another file or in 64 bits.
 */
export function readEnd(zip: ZipBytes): EndRecord | 'foreign' | null {
  const end = findEnd(zip);
  if (end === null) return null;
  const entries = zip.short(end + 10);
  const isWhole = zip.short(end + 4) === 0 && zip.short(end + 6) === 0 && zip.short(end + 8) === entries;
  const start = zip.long(end + 16);
  return isWhole && start + zip.long(end + 12) === end ? { entries, start, end } : 'foreign';
}

function findEnd(zip: ZipBytes): number | null {
  const lowest = Math.max(0, zip.length - END_BYTES - MAX_COMMENT);
  for (let at = zip.length - END_BYTES; at >= lowest; at -= 1) {
    if (zip.long(at) === END_SIGNATURE && at + END_BYTES + zip.short(at + 20) === zip.length) return at;
  }
  return null;
}

/** A record of the central directory at `at`; null when it does not fit before `end`. */
export function readCentral(zip: ZipBytes, at: number, end: number): CentralRecord | null {
  if (at + CENTRAL_BYTES > end || zip.long(at) !== CENTRAL_SIGNATURE) return null;
  const head = readHead(zip, at + 8, at + CENTRAL_BYTES);
  const next = head.next + zip.short(at + 32);
  if (next > end) return null;
  return { ...head, disk: zip.short(at + 34), attributes: zip.long(at + 38), offset: zip.long(at + 42), next };
}

/** The local header at `at`; null when it does not fit before `end`. */
export function readLocal(zip: ZipBytes, at: number, end: number): EntryHead | null {
  if (at + LOCAL_BYTES > end || zip.long(at) !== LOCAL_SIGNATURE) return null;
  const head = readHead(zip, at + 6, at + LOCAL_BYTES);
  return head.next > end ? null : head;
}

/** What both records have in the same places after their flags, with the path and the extra fields from `pathAt` on. */
function readHead(zip: ZipBytes, flagsAt: number, pathAt: number): EntryHead {
  const extraAt = pathAt + zip.short(flagsAt + 20);
  const next = extraAt + zip.short(flagsAt + 22);
  return {
    flags: zip.short(flagsAt),
    method: zip.short(flagsAt + 2),
    checksum: zip.long(flagsAt + 8),
    packed: zip.long(flagsAt + 12),
    size: zip.long(flagsAt + 16),
    path: zip.part(pathAt, extraAt - pathAt),
    extra: zip.part(extraAt, next - extraAt),
    next,
  };
}

/** The descriptor that fills exactly `length` bytes at `at`, with its mark or without; null when there is no such. */
export function readDescriptor(zip: ZipBytes, at: number, length: number): Descriptor | null {
  const isMarked = length === 16 && zip.long(at) === DESCRIPTOR_SIGNATURE;
  if (!isMarked && length !== 12) return null;
  const from = isMarked ? at + 4 : at;
  return { checksum: zip.long(from), packed: zip.long(from + 4), size: zip.long(from + 8) };
}

const ZIP64_EXTRA = 0x0001;
const AES_EXTRA = 0x9901;

/** What an entry's extra fields mean for us: nothing, that it is encrypted, or that it is of a kind no package needs, 64 bits say. */
export function readExtra(extra: Uint8Array): 'plain' | 'encrypted' | 'foreign' {
  const fields = new ZipBytes(extra);
  let kind: 'plain' | 'foreign' = 'plain';
  let at = 0;
  // Up to three bytes of padding are forgiven.
  while (at + 4 <= fields.length) {
    const id = fields.short(at);
    if (id === AES_EXTRA) return 'encrypted';
    if (id === ZIP64_EXTRA) kind = 'foreign';
    at += 4 + fields.short(at + 2);
  }
  return at <= fields.length ? kind : 'foreign';
}
