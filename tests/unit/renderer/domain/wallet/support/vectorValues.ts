/** Bodies as JSON: `{ "amount": "250" }` is an amount, `{ "bytes": "…" }` a byte string in hexadecimal, all else itself. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A body, or what stands in it, as JSON. */
export function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return { amount: String(value) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toJson(each)]));
  }
  return value as Json;
}

/** The way back from {@link toJson}. */
export function ofJson(value: Json): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(ofJson);
  const fields = value as { readonly [name: string]: Json };
  const [[name, only] = ['', null], ...more] = Object.entries(fields);
  if (more.length === 0 && typeof only === 'string') {
    if (name === 'amount') return BigInt(only);
    if (name === 'bytes') return Uint8Array.from(Buffer.from(only, 'hex'));
  }
  return Object.fromEntries(Object.entries(fields).map(([each, inner]) => [each, ofJson(inner)]));
}
