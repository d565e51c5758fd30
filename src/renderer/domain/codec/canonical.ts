import { type Token, Tokenizer, Type, decode, encode, rfc8949EncodeOptions } from 'cborg';
import { lentBytes } from '@shared/lentBytes.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { CanonicalReader, MOST_NESTED, TOO_MANY_PARTS } from './canonicalReader.ts';

const DECODE_OPTIONS = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
  allowInfinity: false,
  rejectDuplicateMapKeys: true,
} as const;

/** Encodes a plain value as deterministic CBOR (COD-1, RFC 8949 §4.2.1). Throws on values CBOR has no form for: a bug of the caller. */
export function encodeCanonical(value: unknown): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

/**
 * Stops at a number of parts, and at {@link MOST_NESTED}: a megabyte of single bytes would become a million values, or
 * thousands of containers within each other, before any schema sees them.
 */
class CountingTokenizer extends Tokenizer {
  private left: number;
  /** For each container that is open, how many parts are still to come in it. */
  private readonly open: number[] = [];

  constructor(bytes: Uint8Array, most: number) {
    super(bytes, DECODE_OPTIONS);
    this.left = most;
  }

  override next(): Token {
    this.left -= 1;
    if (this.left < 0) throw new RangeError(TOO_MANY_PARTS);
    const token = super.next();
    this.nest(partsOf(token));
    return token;
  }

  private nest(parts: number): void {
    const innermost = this.open.length - 1;
    if (innermost >= 0) this.open[innermost] = (this.open[innermost] ?? 0) - 1;
    if (parts > 0) this.open.push(parts);
    if (this.open.length > MOST_NESTED) throw new RangeError('nested too deep');
    while (this.open.at(-1) === 0) this.open.pop();
  }
}

/** How many parts a container says to have; 0 for anything else. */
function partsOf({ type, value }: Token): number {
  if (type !== Type.array && type !== Type.map) return 0;
  const length = Number(value);
  return type === Type.map ? 2 * length : length;
}

/**
 * Decodes deterministic CBOR, in one pass. Anything whose one canonical encoding is not exactly `bytes` is refused (COD-2), so that a value has
 * one form and one hash. With `mostParts`, so is what holds more values, keys and containers than that.
 */
export function decodeCanonical(
  bytes: Uint8Array,
  mostParts: number = Number.POSITIVE_INFINITY,
): Result<unknown, Failure<'not-canonical'>> {
  try {
    const reader = new CanonicalReader(bytes, { parts: mostParts });
    const value = reader.value();
    reader.end();
    return ok(value);
  } catch (cause) {
    return fail('not-canonical', cause instanceof Error ? cause.message : 'not CBOR');
  }
}

/**
 * Decodes strict CBOR of at most `mostParts` parts without asking for its one canonical form: for what is neither signed nor hashed and
 * may be large. Everything else that {@link decodeCanonical} refuses is refused.
 */
export function decodeBounded(bytes: Uint8Array, mostParts: number): Result<unknown, Failure<'not-cbor'>> {
  // A view of the plain kind, so that what is cut out of a Node buffer is plain, too.
  return decodeStrict(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), mostParts);
}

/** As {@link decodeBounded}, and byte strings are views into `bytes`, which they keep alive as a whole. */
export function decodeLent(bytes: Uint8Array, mostParts: number): Result<unknown, Failure<'not-cbor'>> {
  return decodeStrict(lentBytes(bytes), mostParts);
}

function decodeStrict(bytes: Uint8Array, mostParts: number): Result<unknown, Failure<'not-cbor'>> {
  try {
    return ok(decode(bytes, { ...DECODE_OPTIONS, tokenizer: new CountingTokenizer(bytes, mostParts) }));
  } catch (cause) {
    return fail('not-cbor', cause instanceof Error ? cause.message : 'not CBOR');
  }
}
