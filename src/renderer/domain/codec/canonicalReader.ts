import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { decodeUtf8 } from 'lib0/string';
import { compareBytes, equalBytes } from './bytes.ts';

/** What is said where there are more values, keys and containers than there may be. */
export const TOO_MANY_PARTS = 'too many parts';
/** Most containers within each other (COD-2): no stack grows with what a peer sends. */
export const MOST_NESTED = 64;

/** The kind of what follows, in the three high bits of its first byte (RFC 8949 §3.1). */
const Major = { unsigned: 0, negative: 1, bytes: 2, text: 3, list: 4, map: 5, simple: 7 } as const;
/** Up to here the low bits of the first byte are the argument itself; the next four values say how many bytes it takes. */
const MOST_INLINE = 23;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const FLOAT_16 = 0xf9;
const FLOAT_64 = 0xfb;
/** Longer texts are read by the platform: it is faster from about there. */
const SHORT_TEXT = 32;

/** What a reader allows. */
export interface ReaderLimits {
  /** Most values, keys and containers. */
  readonly parts: number;
  /** How many containers are open around what is read. */
  readonly depth?: number;
}

/**
 * Reads deterministic CBOR in one pass, in which it refuses everything that is not the one encoding of what it says (COD-2): each head is
 * the shortest, each key above the one before it, each text UTF-8. Refuses by throwing; whoever reads catches it.
 */
export class CanonicalReader {
  private readonly bytes: Uint8Array;
  private position: number;
  private left: number;
  private depth: number;

  constructor(bytes: Uint8Array, limits: ReaderLimits, from = 0) {
    this.bytes = bytes;
    this.position = from;
    this.left = limits.parts;
    this.depth = limits.depth ?? 0;
  }

  /** Throws unless all was read. */
  end(): void {
    if (this.position !== this.bytes.length) throw new RangeError('bytes after the end');
  }

  /** Whether exactly these bytes come next; then they are passed over. */
  passes(expected: Uint8Array): boolean {
    for (let index = 0; index < expected.length; index += 1)
      if (this.bytes[this.position + index] !== expected[index]) return false;
    this.position += expected.length;
    return true;
  }

  /** The next so many bytes as they are: a view. */
  view(length: number): Uint8Array {
    const from = this.position;
    if (length > this.bytes.length - from) throw new RangeError('more is promised than there is');
    this.position = from + length;
    return this.bytes.subarray(from, this.position);
  }

  /** The next value: text, bytes (a copy), number, truth, null, list or plain object of such. */
  value(): unknown {
    this.left -= 1;
    if (this.left < 0) throw new RangeError(TOO_MANY_PARTS);
    const head = this.byte();
    switch (head >> 5) {
      case Major.unsigned:
        return this.argument(head);
      case Major.negative:
        return safe(-1 - this.argument(head));
      case Major.bytes:
        // Not `slice` of a view: that of a Node buffer would be a buffer again, and of the same memory.
        return new Uint8Array(this.view(this.argument(head)));
      case Major.text:
        return this.text(head);
      case Major.list:
        return this.list(this.argument(head));
      case Major.map:
        return this.map(this.argument(head));
      case Major.simple:
        return this.simple(head);
      default:
        throw new RangeError('a tag');
    }
  }

  private byte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) throw new RangeError('more is promised than there is');
    this.position += 1;
    return byte;
  }

  private argument(head: number): number {
    const minor = head & 31;
    if (minor <= MOST_INLINE) return minor;
    if (minor > 27) throw new RangeError('no length, or an endless one');
    const length = 1 << (minor - 24);
    const high = this.number(length > 4 ? 4 : length);
    if (length < 8) return atLeast(high, length === 1 ? 24 : length === 2 ? 0x100 : 0x10000);
    return safe(atLeast(high, 1) * 0x1_0000_0000 + this.number(4));
  }

  private number(length: number): number {
    let value = 0;
    for (let index = 0; index < length; index += 1) value = value * 256 + this.byte();
    return value;
  }

  private text(head: number): string {
    const bytes = this.view(this.argument(head));
    if (bytes.length >= SHORT_TEXT) return decodeUtf8(bytes);
    let text = '';
    for (const byte of bytes) {
      if (byte > 0x7f) return decodeUtf8(bytes);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  private list(length: number): unknown[] {
    this.enter(length);
    const values: unknown[] = [];
    for (let index = 0; index < length; index += 1) values.push(this.value());
    this.leave(length);
    return values;
  }

  private map(length: number): Record<string, unknown> {
    this.enter(2 * length);
    const object: Record<string, unknown> = {};
    let before: Uint8Array | null = null;
    for (let index = 0; index < length; index += 1) {
      const from = this.position;
      const key = this.value();
      if (typeof key !== 'string') throw new RangeError('a key that is no text');
      const encoded = this.bytes.subarray(from, this.position);
      if (before !== null && compareBytes(before, encoded) >= 0) throw new RangeError('keys out of order');
      before = encoded;
      put(object, key, this.value());
    }
    this.leave(length);
    return object;
  }

  /** An empty container holds nothing that could nest. */
  private enter(parts: number): void {
    if (parts > 0) this.depth += 1;
    if (this.depth > MOST_NESTED) throw new RangeError('nested too deep');
  }

  private leave(length: number): void {
    if (length > 0) this.depth -= 1;
  }

  private simple(head: number): unknown {
    if (head === NULL) return null;
    if (head === TRUE || head === FALSE) return head === TRUE;
    if (head < FLOAT_16 || head > FLOAT_64) throw new RangeError('no value of ours');
    this.position -= 1;
    const bytes = this.view(1 + (1 << (head - FLOAT_16 + 1)));
    const value: unknown = decode(bytes, { allowNaN: false, allowInfinity: false });
    // What the shortest form of a float is says the library that writes them.
    if (!equalBytes(encode(value, rfc8949EncodeOptions), bytes)) throw new RangeError('a float with a shorter form');
    return value;
  }
}

function atLeast(value: number, least: number): number {
  if (value < least) throw new RangeError('a number with a shorter form');
  return value;
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError('a number that cannot be held');
  return value;
}

function put(object: Record<string, unknown>, key: string, value: unknown): void {
  // Assigned plainly it would become what the object inherits from.
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
}
