import { joinBytes } from '../codec/bytes.ts';
import { derive, eightBytes } from './derive.ts';
import type { BodyOf } from './record.ts';
import { splitEqually } from './split.ts';

type Terms = Pick<BodyOf<'packet'>, 'total' | 'n' | 'mode'>;

/** Bits of one draw: far more than any amount, so that a rejection is rare. */
const DRAW_BYTES = 8;
const DRAWS_PER_BLOCK = 32 / DRAW_BYTES;
const RANGE = 1n << 64n;

/** What a sender commits to before anyone claims (WAL-90). */
export function seedHashOf(seed: Uint8Array): Uint8Array {
  return derive('seed', seed);
}

/** Numbers from a seed: SHA-256 over the seed and a counter, eight bytes at a time, big endian. */
class SeededNumbers {
  private readonly seed: Uint8Array;
  private block: DataView | null = null;
  private drawn = 0;

  constructor(seed: Uint8Array) {
    this.seed = seed;
  }

  /** Uniform from 1 to `most`: what lies above the greatest multiple of `most` is drawn again. */
  upTo(most: bigint): bigint {
    const fair = RANGE - (RANGE % most);
    let value = this.next();
    while (value >= fair) value = this.next();
    return (value % most) + 1n;
  }

  private next(): bigint {
    const place = this.drawn % DRAWS_PER_BLOCK;
    if (this.block === null || place === 0) {
      const hash = derive('shares', joinBytes(this.seed, eightBytes(Math.floor(this.drawn / DRAWS_PER_BLOCK))));
      this.block = new DataView(hash.buffer, hash.byteOffset, hash.length);
    }
    this.drawn += 1;
    return this.block.getBigUint64(place * DRAW_BYTES);
  }
}

/** The shares of a packet (WAL-93, WAL-140): their sum is the total, each is at least 1. */
export function sharesOf({ total, n, mode }: Terms, seed: Uint8Array): readonly bigint[] {
  if (mode !== 'lucky') return splitEqually(total, n);
  const numbers = new SeededNumbers(seed);
  let left = total;
  const shares: bigint[] = [];
  for (let others = BigInt(n - 1); others > 0n; others -= 1n) {
    const doubleMean = (2n * left) / (others + 1n);
    const most = left - others;
    const share = numbers.upTo(doubleMean < most ? doubleMean : most);
    shares.push(share);
    left -= share;
  }
  return [...shares, left];
}

/** Which of the shares that are left a claim draws (WAL-92). */
export function drawOf(seed: Uint8Array, claimNonce: Uint8Array, left: number): number {
  const hash = derive('draw', joinBytes(seed, claimNonce));
  return Number(new DataView(hash.buffer, hash.byteOffset, hash.length).getBigUint64(0) % BigInt(left));
}

/** What each of a row of claims draws, in order (WAL-92). More claims than shares get nothing. */
export function dealShares(terms: Terms, seed: Uint8Array, claimNonces: readonly Uint8Array[]): readonly bigint[] {
  const left = [...sharesOf(terms, seed)];
  return claimNonces.slice(0, terms.n).flatMap((nonce) => left.splice(drawOf(seed, nonce, left.length), 1));
}
