/**
 * How many read a channel now, told by the readers themselves without anybody being counted (CHN-13): each draws exponential variates, all
 * pass on the least of each they heard of, and of the least the number is guessed. Whoever lies can move the guess: it is shown as one.
 */
import { equalBytes } from '../codec/bytes.ts';

/** Values in one sketch: the guess is off by about one part in the root of this. */
export const SKETCH_LENGTH = 32;
/** One sketch, bytes. */
export const SKETCH_BYTES = SKETCH_LENGTH * 4;
/** How long one count goes on before the next begins, ms. */
export const COUNT_EPOCH = 10 * 60_000;
/** More than this nobody believes: a sketch that says so is not taken. */
export const MOST_READERS = 10_000_000;

/** Below this a value would be none as a 32-bit float. */
const LEAST = 1e-30;

/** The least values heard of, as 32-bit floats, big endian. */
export type Sketch = Uint8Array;

/** One reader's own values, of {@link SKETCH_BYTES} unpredictable bytes. */
export function ownSketch(unpredictable: Uint8Array): Sketch {
  const view = viewOf(unpredictable);
  return sketchOf((place) => Math.max(-Math.log((view.getUint32(place * 4) + 0.5) / 2 ** 32), LEAST));
}

/** The least of both in each place; the same `one` where the other adds nothing. */
export function mergeSketches(one: Sketch, other: Sketch): Sketch {
  const [first, second] = [viewOf(one), viewOf(other)];
  const merged = sketchOf((place) => Math.min(first.getFloat32(place * 4), second.getFloat32(place * 4)));
  return equalBytes(merged, one) ? one : merged;
}

/** The guess: never exact, at least 1. */
export function guessReaders(sketch: Sketch): number {
  const view = viewOf(sketch);
  let sum = 0;
  for (let place = 0; place < SKETCH_LENGTH; place += 1) sum += view.getFloat32(place * 4);
  return Math.max(1, Math.round((SKETCH_LENGTH - 1) / sum));
}

/** Whether bytes are a sketch that may be believed. */
export function isSketch(bytes: Uint8Array): boolean {
  if (bytes.length !== SKETCH_BYTES) return false;
  const view = viewOf(bytes);
  for (let place = 0; place < SKETCH_LENGTH; place += 1) {
    const value = view.getFloat32(place * 4);
    if (!Number.isFinite(value) || value <= 0) return false;
  }
  return guessReaders(bytes) <= MOST_READERS;
}

function sketchOf(valueAt: (place: number) => number): Sketch {
  const bytes = new Uint8Array(SKETCH_BYTES);
  const view = viewOf(bytes);
  for (let place = 0; place < SKETCH_LENGTH; place += 1) view.setFloat32(place * 4, valueAt(place));
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
