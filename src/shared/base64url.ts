/** Base64url without padding (RFC 4648 §5), in plain TypeScript because this folder has neither DOM nor Node. */
import { type Failure, type Result, fail, ok } from './result.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Not in the alphabet. */
const FOREIGN = 64;
/** What each character up to `z` is worth. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => (ALPHABET.indexOf(String.fromCharCode(code)) + 65) % 65);
/** Two characters for each twelve bits: every event has four ids. */
const PAIRS = Array.from({ length: 4096 }, (_, bits) => ALPHABET.charAt(bits >> 6) + ALPHABET.charAt(bits & 63));

/** Encodes bytes; the result has no padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  const whole = bytes.length - (bytes.length % 3);
  for (let index = 0; index < whole; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text += (PAIRS[group >> 12] ?? '') + (PAIRS[group & 4095] ?? '');
  }
  return text + tailOf(bytes.subarray(whole));
}

/** One byte or two at the end, without padding. */
function tailOf(tail: Uint8Array): string {
  // Not by destructuring: that iterates, which is slow for something done four times for each event.
  const first = tail[0];
  const second = tail[1];
  if (first === undefined) return '';
  if (second === undefined) return PAIRS[first << 4] ?? '';
  return (PAIRS[(first << 4) | (second >> 4)] ?? '') + ALPHABET.charAt((second & 15) << 2);
}

/** Decodes strictly: a foreign character, an impossible length or non-zero spare bits are refused. */
export function fromBase64url(text: string): Result<Uint8Array, Failure<'invalid-base64url'>> {
  if (text.length % 4 === 1) return fail('invalid-base64url', 'impossible length');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let offset = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = VALUES[text.charCodeAt(index)] ?? FOREIGN;
    if (value === FOREIGN) return fail('invalid-base64url', 'foreign character');
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
