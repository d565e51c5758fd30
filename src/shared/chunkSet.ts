/** Which chunks of a blob there are: one bit each, least significant first. */
export class ChunkSet {
  /** How many chunks the blob has. */
  readonly length: number;
  readonly #bits: Uint8Array;
  #count = 0;

  /** Starts empty. */
  constructor(length: number) {
    this.length = length;
    this.#bits = new Uint8Array(Math.ceil(length / 8));
  }

  /** Every chunk of a blob of `length` chunks. */
  static full(length: number): ChunkSet {
    const set = new ChunkSet(length);
    for (let index = 0; index < length; index += 1) set.add(index);
    return set;
  }

  /** Reads the bits of another process; null when they are too many, too few, or set for chunks there are not. */
  static from(length: number, bits: Uint8Array): ChunkSet | null {
    const set = new ChunkSet(length);
    if (bits.length !== set.#bits.length) return null;
    for (let index = 0; index < bits.length * 8; index += 1) {
      if (((bits[index >> 3] ?? 0) & (1 << (index & 7))) === 0) continue;
      if (index >= length) return null;
      set.add(index);
    }
    return set;
  }

  /** How many chunks are in the set. */
  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return this.#count === this.length;
  }

  has(index: number): boolean {
    return ((this.#bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }

  /** Adds a chunk; one that is there already, or that the blob does not have, changes nothing. */
  add(index: number): void {
    if (index < 0 || index >= this.length || this.has(index)) return;
    this.#bits[index >> 3] = (this.#bits[index >> 3] ?? 0) | (1 << (index & 7));
    this.#count += 1;
  }

  delete(index: number): void {
    if (index < 0 || index >= this.length || !this.has(index)) return;
    this.#bits[index >> 3] = (this.#bits[index >> 3] ?? 0) & ~(1 << (index & 7));
    this.#count -= 1;
  }

  /** The bits, as a copy. */
  toBytes(): Uint8Array {
    return this.#bits.slice();
  }

  clone(): ChunkSet {
    const copy = new ChunkSet(this.length);
    copy.#bits.set(this.#bits);
    copy.#count = this.#count;
    return copy;
  }
}
