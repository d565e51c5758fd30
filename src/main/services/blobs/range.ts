/** From the byte `start` up to and without the byte `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `Range` header over `size` bytes. One range of bytes is understood; null, the whole, is the answer to anything else, as RFC 9110
 * allows. `unsatisfiable` when it lies behind the end.
 */
export function readRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(header ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '') return readSuffix(last, size);
  const start = Number(first);
  const end = last === '' ? size : Math.min(size, Number(last) + 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end };
}

/** `bytes=-500`: the last 500. */
function readSuffix(last: string, size: number): ByteRange | 'unsatisfiable' | null {
  if (last === '') return null;
  const length = Math.min(size, Number(last));
  return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
}
