import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mask, unmask } from '../../../../../src/main/services/web-host/maskWords.ts';

const keys = fc.uint8Array({ minLength: 4, maxLength: 4 });

/** As the standard says it. */
function byByte(bytes: Uint8Array, key: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => byte ^ (key[index % 4] ?? 0));
}

describe('masking frames', () => {
  test("WEB-20 masking by words is the standard's masking, wherever in memory the bytes lie, and touches nothing beside them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), keys, fc.nat(9), (bytes, key, before) => {
        const memory = new Uint8Array(before + bytes.length + 8).fill(0xaa);
        memory.set(bytes, before);
        unmask(memory.subarray(before, before + bytes.length), key);
        const expected = new Uint8Array(memory.length).fill(0xaa);
        expected.set(byByte(bytes, key), before);
        expect(memory).toEqual(expected);
      }),
    );
  });

  test('WEB-20 what is sent masked is written where it is asked for, and its source stays', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), keys, fc.nat(9), (bytes, key, offset) => {
        const source = bytes.slice();
        const output = new Uint8Array(offset + bytes.length + 3);
        mask(source, key, output, offset, bytes.length);
        expect(output.subarray(offset, offset + bytes.length)).toEqual(byByte(bytes, key));
        expect([source, output.subarray(0, offset)]).toEqual([bytes, new Uint8Array(offset)]);
        expect(output.subarray(offset + bytes.length)).toEqual(new Uint8Array(3));
      }),
    );
  });
});
