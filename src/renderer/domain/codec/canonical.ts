import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from './bytes.ts';

const DECODE_OPTIONS = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
  allowInfinity: false,
  rejectDuplicateMapKeys: true,
} as const;

/** Encodes a plain value as deterministic CBOR (RFC 8949 §4.2.1). Throws on values CBOR has no form for: a bug of the caller. */
export function encodeCanonical(value: unknown): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

/**
 * Decodes deterministic CBOR. Anything whose one canonical encoding is not exactly `bytes` is refused, so that a value has
 * one form and one hash.
 */
export function decodeCanonical(bytes: Uint8Array): Result<unknown, Failure<'not-canonical'>> {
  try {
    const value: unknown = decode(bytes, DECODE_OPTIONS);
    if (!equalBytes(encode(value, rfc8949EncodeOptions), bytes))
      return fail('not-canonical', 'another encoding is canonical');
    return ok(value);
  } catch (cause) {
    return fail('not-canonical', cause instanceof Error ? cause.message : 'not CBOR');
  }
}
