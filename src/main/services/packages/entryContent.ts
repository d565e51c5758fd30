import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { ZipEntry } from './zipIndex.ts';

/** How much is read of a stored entry at once: the event loop has a turn between two pieces. */
const PIECE = 64 * 1024;

/** What is no larger unpacked is unpacked at once: a turn in the pool of threads, which also write the journal, would take longer. */
const SMALL = 1024 * 1024;

/** Nor packed: Deflate can say nothing at length, so that what comes out does not tell how long it takes. */
const SMALL_PACKED = 128 * 1024;

/** How much longer than its content Deflate may be: an eighth, by codes of nine bits, and what frames it. */
const mostPacked = (size: number): number => size + (size >>> 3) + 1024;

/** Thrown while an entry is read whose bytes are not what its record says. */
export class EntryDamagedError extends Error {
  constructor() {
    super('an entry is not what its record says');
  }
}

/**
 * The unpacked bytes of an entry, piece by piece, never more of them than its record says. Throws {@link EntryDamagedError} at the
 * first byte too many, and at the end when bytes are missing, something follows the packed data, or the checksum is another.
 */
export async function* readEntry(entry: ZipEntry): AsyncGenerator<Uint8Array, void, undefined> {
  let length = 0;
  let checksum = 0;
  for await (const piece of piecesOf(entry)) {
    length += piece.length;
    if (length > entry.size) throw new EntryDamagedError();
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (length !== entry.size || checksum !== entry.checksum) throw new EntryDamagedError();
}

/** A small entry whole; null when it is larger than `most`. */
export async function readWholeEntry(entry: ZipEntry, most: number): Promise<Uint8Array | null> {
  if (entry.size > most) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of readEntry(entry)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

function piecesOf({ isDeflated, data, size }: ZipEntry): AsyncGenerator<Uint8Array, void, undefined> {
  if (!isDeflated) return slices(data);
  if (data.length > mostPacked(size)) throw new EntryDamagedError();
  return size <= SMALL && data.length <= SMALL_PACKED ? inflateSmall(data, size) : inflate(data);
}

async function* inflateSmall(data: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  yield inflated(data, size);
  await new Promise((resolve) => setImmediate(resolve));
}

/** What comes with `info`, of which the typings do not know. */
interface Inflated {
  readonly buffer: Uint8Array;
  /** `bytesWritten` are those of the packed data that were used. */
  readonly engine: { readonly bytesWritten: number };
}

function inflated(data: Uint8Array, size: number): Uint8Array {
  try {
    // One byte more than there may be, so that nothing is no special case.
    const whole: unknown = inflateRawSync(data, { maxOutputLength: size + 1, info: true });
    const { buffer, engine } = whole as Inflated;
    if (engine.bytesWritten === data.length) return buffer;
  } catch {
    // Not Deflate, or more of it than the record says.
  }
  throw new EntryDamagedError();
}

async function* inflate(data: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = createInflateRaw({ chunkSize: PIECE });
  stream.end(data);
  try {
    for await (const piece of stream) if (piece instanceof Uint8Array) yield piece;
  } catch (cause) {
    throw cause instanceof EntryDamagedError ? cause : new EntryDamagedError();
  } finally {
    stream.destroy();
  }
  if (stream.bytesWritten !== data.length) throw new EntryDamagedError();
}

async function* slices(data: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < data.length; at += PIECE) {
    yield data.subarray(at, at + PIECE);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
