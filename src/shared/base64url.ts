/** Base64url without padding (RFC 4648 §5), in plain TypeScript because this folder has neither DOM nor Node. */
import { type Failure, type Result, fail, ok } from './result.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map(Array.from(ALPHABET, (character, value) => [character, value] as const));

/** Encodes bytes; the result has no padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const rest = bytes.length - index;
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    if (rest > 1) text += ALPHABET.charAt((group >> 6) & 63);
    if (rest > 2) text += ALPHABET.charAt(group & 63);
  }
  return text;
}

/** Decodes strictly: a foreign character, an impossible length or non-zero spare bits are refused. */
export function fromBase64url(text: string): Result<Uint8Array, Failure<'invalid-base64url'>> {
  if (text.length % 4 === 1) return fail('invalid-base64url', 'impossible length');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let offset = 0;
  for (const character of text) {
    const value = VALUES.get(character);
    if (value === undefined) return fail('invalid-base64url', 'foreign character');
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[offset++] = (buffer >> bits) & 0xff;
    }
  }
  if ((buffer & ((1 << bits) - 1)) !== 0) return fail('invalid-base64url', 'spare bits are not zero');
  return ok(bytes);
}
