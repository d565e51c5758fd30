/** Rows as values that CBOR has a form for, and back. */

/** The one key of what stands for a value without a form, or for an object that looks like such. */
const BIG = '$big';
const NUMBER = '$number';
const PLAIN = '$plain';
const MARKS: ReadonlySet<string> = new Set([BIG, NUMBER, PLAIN]);

/** Integers beyond 53 bits and numbers that are none are told apart by one key; what is undefined is left out. */
export function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return { [BIG]: value.toString() };
  if (typeof value === 'number' && !Number.isFinite(value)) return { [NUMBER]: String(value) };
  if (value === undefined) return null;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(toPlain);
  const kept = Object.entries(value).filter(([, field]) => field !== undefined);
  const plain = Object.fromEntries(kept.map(([name, field]) => [name, toPlain(field)]));
  // Names in a row may be anybody's: one that is called as a mark is none.
  return onlyMark(kept) === null ? plain : { [PLAIN]: plain };
}

/** The way back of whatever {@link toPlain} made, and of what it made before objects that look like marks were told apart. Never throws. */
export function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const fields: [string, unknown][] = Object.entries(value);
  const [, said] = fields[0] ?? [];
  const meant = typeof said === 'string' ? numberOf(onlyMark(fields), said) : null;
  if (meant !== null) return meant;
  return eachBack(onlyMark(fields) === PLAIN && isObject(said) ? Object.entries(said) : fields);
}

/** Null where it is no mark of a number. */
function numberOf(mark: string | null, said: string): bigint | number | null {
  if (mark === BIG) return /^-?\d+$/.test(said) ? BigInt(said) : null;
  return mark === NUMBER ? Number(said) : null;
}

function eachBack(fields: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(fields.map(([name, field]) => [name, fromPlain(field)]));
}

/** The mark that is all an object has; null where it is none. */
function onlyMark(fields: readonly (readonly [string, unknown])[]): string | null {
  const [only] = fields;
  return fields.length === 1 && only !== undefined && MARKS.has(only[0]) ? only[0] : null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
