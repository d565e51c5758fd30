/** Rows as values that CBOR has a form for, and back. */

/** The one key of what stands for a value without a form. */
const BIG = '$big';
const NUMBER = '$number';

/** Integers beyond 53 bits and numbers that are none are told apart by one key; what is undefined is left out. */
export function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return { [BIG]: value.toString() };
  if (typeof value === 'number' && !Number.isFinite(value)) return { [NUMBER]: String(value) };
  if (value === undefined) return null;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(toPlain);
  const kept = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(kept.map(([name, field]) => [name, toPlain(field)]));
}

/** The way back. Throws on text that is no number. */
export function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const fields: [string, unknown][] = Object.entries(value);
  const [only] = fields;
  if (fields.length === 1 && only !== undefined && typeof only[1] === 'string') {
    if (only[0] === BIG) return BigInt(only[1]);
    if (only[0] === NUMBER) return Number(only[1]);
  }
  return Object.fromEntries(fields.map(([name, field]) => [name, fromPlain(field)]));
}
