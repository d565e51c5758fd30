import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpaceId } from '@shared/ids.ts';
import { decodeTyping, encodeTyping } from '@domain/link/typing.ts';
import { decodeFrame } from '@domain/mini/realtimeFrame.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const space = idOf<SpaceId>('chat');

test('LNK-15 the word that one writes is 34 bytes and comes back', () => {
  for (const isTyping of [true, false]) {
    const frame = encodeTyping({ space, isTyping });
    expect(frame).toHaveLength(34);
    expect(decodeTyping(frame)).toEqual({ space, isTyping });
    expect(decodeFrame(frame)).toBeNull();
  }
});

test('LNK-15 any other frame is none', () => {
  const frame = encodeTyping({ space, isTyping: true });
  expect(decodeTyping(frame.subarray(0, 33))).toBeNull();
  expect(decodeTyping(Uint8Array.of(...frame, 0))).toBeNull();
  expect(decodeTyping(Uint8Array.of(1, ...frame.subarray(1)))).toBeNull();
  expect(decodeTyping(Uint8Array.of(2, 2, ...frame.subarray(2)))).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const word = decodeTyping(bytes);
      expect(word === null || (bytes.length === 34 && bytes[0] === 2)).toBe(true);
    }),
  );
});
