import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** What an answer may be packed with: said to the server, and understood. */
export const ACCEPTED_ENCODING = 'gzip, deflate, br';

const unpackers = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress };

/**
 * Takes a body whole, unpacked, piece by piece: with the first byte above `limit` the connection is cut and it is `too-large`, however
 * small it was packed. A body that breaks off, or is not what it says, is `unreachable`.
 */
export async function readContent(
  body: Readable,
  encoding: string,
  limit: number,
): Promise<Result<Uint8Array, Failure<'too-large' | 'unreachable'>>> {
  const read = await readBeginning(body, encoding, limit);
  if (!read.ok) return read;
  const { bytes, isWhole } = read.value;
  return isWhole ? ok(bytes) : fail('too-large', `the answer has more than ${limit} bytes`);
}

/** The beginning of a body, and whether that is all of it. */
export interface Beginning {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

/** Takes the first `limit` bytes of a body, unpacked; with the first one more the connection is cut. Fails as {@link readContent}. */
export async function readBeginning(
  body: Readable,
  encoding: string,
  limit: number,
): Promise<Result<Beginning, Failure<'unreachable'>>> {
  if (encoding !== '' && encoding !== 'identity' && !isKnown(encoding)) {
    body.destroy();
    return fail('unreachable', 'the answer is packed in a way nobody asked for');
  }
  const kept = new Kept(limit);
  const take = (pieces: AsyncIterable<Uint8Array>) => kept.take(pieces);
  try {
    if (isKnown(encoding)) await pipeline(body, unpackers[encoding](), take);
    else await pipeline(body, take);
    return ok({ bytes: kept.bytes(), isWhole: true });
  } catch {
    // Leaving in the middle looks to a stream like an end that came too early.
    return kept.isFull ? ok({ bytes: kept.bytes(), isWhole: false }) : fail('unreachable', 'the answer broke off');
  }
}

function isKnown(encoding: string): encoding is keyof typeof unpackers {
  return Object.hasOwn(unpackers, encoding);
}

/** Pieces, up to so many bytes. */
class Kept {
  isFull = false;
  readonly #limit: number;
  readonly #pieces: Uint8Array[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async take(pieces: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const piece of pieces) {
      this.#pieces.push(piece.subarray(0, this.#limit - this.#size));
      this.#size += piece.length;
      this.isFull = this.#size > this.#limit;
      // Ends the connection, too.
      if (this.isFull) throw new Error('more than is taken');
    }
  }

  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#pieces));
  }
}
