/** Damage that knows nothing of what the bytes mean. */
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { joinBytes } from '@domain/codec/bytes.ts';

/** Makes other bytes of some bytes, which stay as they are (a Node buffer's own `slice` would not copy them); `other` is a second message to take parts from. */
export type ByteMutator = (bytes: Uint8Array, random: SeededRandom, other: Uint8Array) => Uint8Array;

/** Values that sit at the edges of formats. */
const EDGES = [0x00, 0x01, 0x03, 0x17, 0x18, 0x1b, 0x3b, 0x40, 0x5b, 0x7f, 0x80, 0x9f, 0xbf, 0xf6, 0xfb, 0xff];
/** Heads of CBOR that announce a length: byte strings, text, arrays, maps, with one to eight bytes of it. */
const HEADS = [0x58, 0x59, 0x5a, 0x5b, 0x78, 0x79, 0x7a, 0x7b, 0x98, 0x99, 0x9a, 0x9b, 0xb8, 0xb9, 0xba, 0xbb];

const at = (bytes: Uint8Array, random: SeededRandom) => random.integer(Math.max(1, bytes.length));

function pick<T>(values: readonly T[], random: SeededRandom): T {
  const value = values[random.integer(values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** Every kind of damage, by name. */
export const byteMutators = {
  'bit-flips': (bytes, random) => {
    const copy = new Uint8Array(bytes);
    for (let flips = 1 + random.integer(8); flips > 0; flips -= 1) {
      const place = at(copy, random);
      copy[place] = (copy[place] ?? 0) ^ (1 << random.integer(8));
    }
    return copy;
  },
  'byte-sets': (bytes, random) => {
    const copy = new Uint8Array(bytes);
    for (let sets = 1 + random.integer(4); sets > 0; sets -= 1)
      copy[at(copy, random)] = random.chance(0.5) ? pick(EDGES, random) : random.integer(256);
    return copy;
  },
  truncation: (bytes, random) => bytes.slice(0, at(bytes, random)),
  beheading: (bytes, random) => bytes.slice(at(bytes, random)),
  extension: (bytes, random) => joinBytes(bytes, random.bytes(1 + random.integer(64))),
  duplication: (bytes, random) => {
    const from = at(bytes, random);
    const part = bytes.slice(from, from + 1 + random.integer(64));
    return joinBytes(bytes.slice(0, from), part, bytes.slice(from));
  },
  removal: (bytes, random) => {
    const from = at(bytes, random);
    return joinBytes(bytes.slice(0, from), bytes.slice(from + 1 + random.integer(64)));
  },
  splice: (bytes, random, other) => joinBytes(bytes.slice(0, at(bytes, random)), other.slice(at(other, random))),
  overlay: (bytes, random, other) => {
    const from = at(other, random);
    const copy = new Uint8Array(bytes);
    const place = at(copy, random);
    copy.set(other.subarray(from, from + Math.min(1 + random.integer(64), copy.length - place)), place);
    return copy;
  },
  'longer-lengths': (bytes, random) => {
    const heads = [...bytes.keys()].filter((place) => HEADS.includes(bytes[place] ?? 0));
    const copy = new Uint8Array(bytes);
    const place = heads.length > 0 ? pick(heads, random) : at(copy, random);
    if (random.chance(0.5)) copy[place] = pick(HEADS, random);
    for (let next = place + 1; next < place + 1 + random.integer(9) && next < copy.length; next += 1)
      copy[next] = random.chance(0.7) ? 0xff : random.integer(256);
    return copy;
  },
  // Lengths of lib0 go on as long as the high bit is set.
  'endless-varints': (bytes, random) => {
    const place = at(bytes, random);
    const run = new Uint8Array(1 + random.integer(12)).fill(0xff);
    return joinBytes(bytes.slice(0, place), run, bytes.slice(place));
  },
  noise: (bytes, random) => random.bytes(random.integer(Math.min(bytes.length, 2048) + 1)),
} as const satisfies Record<string, ByteMutator>;

/** Any damage, sometimes twice over. */
export function damage(bytes: Uint8Array, random: SeededRandom, other: Uint8Array): Uint8Array {
  const mutate: ByteMutator = pick(Object.values(byteMutators), random);
  const once = mutate(bytes, random, other);
  return random.chance(0.2) ? damage(once, random, other) : once;
}
