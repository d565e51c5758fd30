/** The records of a ZIP as they are written (APPNOTE 6.3): with 64 bits where an archive is too large for 32, and only there. */
import { joinBytes } from '../codec/bytes.ts';

/** What is said of a file in an archive. */
export interface ZipFacts {
  /** UTF-8. */
  readonly path: Uint8Array;
  readonly isDeflated: boolean;
  /** Sizes and checksum come behind the bytes: they were not known before. */
  readonly isDescribedLater: boolean;
  /** Sizes are written in 64 bits. */
  readonly isLarge: boolean;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
}

const VERSION = 20;
const VERSION_64 = 45;
const NAMES_ARE_UTF8 = 0x0800;
const DESCRIBED_LATER = 0x0008;
const DEFLATED = 8;
/** 1 January 1980: the same files make the same archive. */
const DAY = 0x0021;
const MOST_32 = 0xffff_ffff;
const MOST_16 = 0xffff;
const EXTRA_64 = 0x0001;

/** What stands before the bytes of a file. */
export function localRecord(facts: ZipFacts): Uint8Array {
  const { isDescribedLater, isLarge, path } = facts;
  const known = isDescribedLater ? { checksum: 0, packed: 0, size: 0 } : facts;
  const extra = isLarge ? extra64(known.size, known.packed) : new Uint8Array();
  const sizes = isLarge ? { packed: MOST_32, size: MOST_32 } : known;
  return joinBytes(
    numbers([4, 0x04034b50]),
    head({ ...facts, ...sizes, checksum: known.checksum }, extra.length),
    path,
    extra,
  );
}

/** What stands behind the bytes of a file whose sizes were not known before. */
export function descriptor({ checksum, packed, size, isLarge }: ZipFacts): Uint8Array {
  const width = isLarge ? 8 : 4;
  return numbers([4, 0x08074b50], [4, checksum], [width, packed], [width, size]);
}

/** The line of a file in the directory. */
export function centralRecord(facts: ZipFacts, offset: number): Uint8Array {
  const { packed, size, path } = facts;
  const isLarge = facts.isLarge || packed >= MOST_32 || size >= MOST_32 || offset >= MOST_32;
  const extra = isLarge ? extra64(size, packed, offset) : new Uint8Array();
  const shown = isLarge ? { packed: MOST_32, size: MOST_32 } : { packed, size };
  return joinBytes(
    numbers([4, 0x02014b50], [2, VERSION_64]),
    head({ ...facts, ...shown, isLarge }, extra.length),
    numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, isLarge ? MOST_32 : offset]),
    path,
    extra,
  );
}

/** What an archive ends with. */
export function endRecords({ files, size, offset }: Record<'files' | 'size' | 'offset', number>): Uint8Array {
  const isLarge = files >= MOST_16 || size >= MOST_32 || offset >= MOST_32;
  const last = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, isLarge ? MOST_16 : files],
    [2, isLarge ? MOST_16 : files],
    [4, isLarge ? MOST_32 : size],
    [4, isLarge ? MOST_32 : offset],
    [2, 0],
  );
  if (!isLarge) return last;
  const end = numbers(
    [4, 0x06064b50],
    [8, 44],
    [2, VERSION_64],
    [2, VERSION_64],
    [4, 0],
    [4, 0],
    [8, files],
    [8, files],
    [8, size],
    [8, offset],
  );
  return joinBytes(end, numbers([4, 0x07064b50], [4, 0], [8, offset + size], [4, 1]), last);
}

function head({ isDeflated, isDescribedLater, isLarge, checksum, packed, size, path }: ZipFacts, extra: number) {
  return numbers(
    [2, isLarge ? VERSION_64 : VERSION],
    [2, NAMES_ARE_UTF8 | (isDescribedLater ? DESCRIBED_LATER : 0)],
    [2, isDeflated ? DEFLATED : 0],
    [2, 0],
    [2, DAY],
    [4, checksum],
    [4, packed],
    [4, size],
    [2, path.length],
    [2, extra],
  );
}

function extra64(...values: readonly number[]): Uint8Array {
  return numbers([2, EXTRA_64], [2, values.length * 8], ...values.map((value) => [8, value] as const));
}

/** Numbers in so many bytes each, the lowest first. */
function numbers(...values: readonly (readonly [size: 2 | 4 | 8, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let place = 0;
  for (const [size, value] of values) {
    if (size === 2) view.setUint16(place, value, true);
    else if (size === 4) view.setUint32(place, value, true);
    else view.setBigUint64(place, BigInt(value), true);
    place += size;
  }
  return bytes;
}
