import { decode, encode } from 'cborg';
import { describe, expect, test } from 'vitest';
import { lentBytes } from '@shared/lentBytes.ts';

const MESSAGE = { name: 'a chunk', number: 7, bytes: new Uint8Array(1000).fill(3) };

function encodedAt(offset: number): Uint8Array {
  const encoded = encode(MESSAGE);
  const memory = Buffer.alloc(offset + encoded.length + 5, 0xff);
  memory.set(encoded, offset);
  return memory.subarray(offset, offset + encoded.length);
}

describe('lent bytes', () => {
  test('BLB-5 what is decoded of them is what is decoded of any, and its byte strings lie where they came', () => {
    for (const offset of [0, 1, 13]) {
      const encoded = encodedAt(offset);
      const decoded = decode(lentBytes(encoded)) as typeof MESSAGE;
      expect(decoded).toEqual(MESSAGE);
      expect(decoded.bytes.buffer).toBe(encoded.buffer);
      expect(Object.getPrototypeOf(decoded.bytes)).toBe(Uint8Array.prototype);
    }
  });

  test('BLB-5 cutting takes the places that slice takes', () => {
    const bytes = Uint8Array.of(0, 1, 2, 3, 4, 5).subarray(1);
    for (const [start, end] of [
      [0, 2],
      [1, -1],
      [-2, 9],
      [4, 2],
      [undefined, undefined],
    ] as const)
      expect(lentBytes(bytes).slice(start, end)).toEqual(bytes.slice(start, end));
  });
});
