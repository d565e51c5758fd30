/** Rows `start` to `end` (not included). */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/** Offsets of the rows: `offsets[i]` is the top of row i, the last entry the whole height. */
export function rowOffsets(count: number, heightOf: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) offsets[index + 1] = (offsets[index] ?? 0) + heightOf(index);
  return offsets;
}

/** Index of the row at a height: the last whose top is at or above it. */
export function rowAt(offsets: Float64Array, top: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= top) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rows are added and dropped in steps, so that not every scrolled pixel renders. */
const STEP = 6;

/** The rows between two heights, widened to whole steps. */
export function rowsBetween(offsets: Float64Array, top: number, bottom: number): RowRange {
  const count = offsets.length - 1;
  if (count <= 0) return { start: 0, end: 0 };
  const first = rowAt(offsets, Math.max(0, top));
  const last = rowAt(offsets, Math.max(0, bottom));
  return {
    start: Math.max(0, Math.floor(first / STEP) * STEP),
    end: Math.min(count, Math.ceil((last + 1) / STEP) * STEP),
  };
}
