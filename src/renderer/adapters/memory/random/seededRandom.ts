import type { Random } from '@ports/random.ts';

/** Reproducible randomness for tests and simulations (mulberry32). Never for keys. */
export class SeededRandom implements Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let index = 0; index < length; index += 1) bytes[index] = this.#word() >>> 24;
    return bytes;
  }

  /** Uniform in [0, 1). */
  fraction(): number {
    return this.#word() / 4_294_967_296;
  }

  /** Uniform whole number in [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.fraction() * bound);
  }

  /** True with the given probability. Draws nothing for 0 and 1. */
  chance(probability: number): boolean {
    if (probability <= 0) return false;
    return probability >= 1 || this.fraction() < probability;
  }

  #word(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
