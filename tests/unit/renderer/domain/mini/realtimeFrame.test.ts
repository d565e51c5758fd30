import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import {
  RealtimeAssembler,
  dataHeadOf,
  dataUnder,
  decodeFrame,
  encodeFrame,
  framesOf,
} from '@domain/mini/realtimeFrame.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const instance = idOf<EventId>('card');

describe('realtime frames', () => {
  it('MIN-15 a frame comes back as it was, and any bytes are a frame or none', () => {
    const frames = [
      { kind: 'here', instance, asks: true },
      { kind: 'here', instance, asks: false },
      { kind: 'gone', instance },
      { kind: 'data', instance, message: 4_000_000_000, index: 1, count: 3, bytes: Uint8Array.of(1, 2) },
    ] as const;
    for (const frame of frames) expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
    fc.assert(
      fc.property(fc.constantFrom(...frames), fc.nat(60), fc.nat(255), (frame, place, value) => {
        const bytes = encodeFrame(frame);
        if (place < bytes.length) bytes[place] = value;
        const read = decodeFrame(bytes);
        if (read !== null) expect(decodeFrame(encodeFrame(read))).toEqual(read);
        expect(() => decodeFrame(bytes.subarray(0, place))).not.toThrow();
      }),
    );
  });

  it('MIN-15 a frame of data is read by the head of its instance as it is by spelling that out, and no other frame is', () => {
    const other = idOf<EventId>('other card');
    const head = dataHeadOf(instance);
    const frames = [
      encodeFrame({ kind: 'data', instance, message: 9, index: 0, count: 2, bytes: Uint8Array.of(1, 2, 3) }),
      encodeFrame({ kind: 'data', instance: other, message: 9, index: 0, count: 2, bytes: Uint8Array.of(1) }),
      encodeFrame({ kind: 'here', instance, asks: true }),
      encodeFrame({ kind: 'gone', instance }),
    ];
    const readBoth = (bytes: Uint8Array) => {
      const frame = decodeFrame(bytes);
      const isOurs = frame?.kind === 'data' && frame.instance === instance;
      expect(dataUnder(head, instance, bytes)).toEqual(isOurs ? frame : null);
      return isOurs;
    };
    expect(frames.map(readBoth)).toEqual([true, false, false, false]);
    fc.assert(
      fc.property(fc.constantFrom(...frames), fc.nat(60), fc.nat(255), (frame, place, value) => {
        const bytes = frame.slice();
        if (place < bytes.length) bytes[place] = value;
        readBoth(bytes);
        readBoth(bytes.subarray(0, place));
      }),
    );
  });

  it('MIN-15 a message comes together in any order with frames doubled, and not with one lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 128_000 }), fc.nat(), fc.boolean(), (size, seed, isLossy) => {
        const bytes = Uint8Array.from({ length: size }, (_, n) => n * 13);
        const frames = framesOf(dataHeadOf(instance), 7, bytes).map(decodeFrame);
        const order = [...frames, ...frames].toSorted((a, b) => rank(a, seed) - rank(b, seed));
        const lost = isLossy ? seed % frames.length : -1;
        const assembler = new RealtimeAssembler();
        const whole: Uint8Array[] = [];
        for (const frame of order) {
          if (frame?.kind !== 'data' || frame.index === lost) continue;
          const made = assembler.take(frame);
          if (made !== null) whole.push(made);
        }
        if (isLossy) expect(whole).toHaveLength(0);
        else expect(whole.every((made) => Buffer.compare(made, bytes) === 0) && whole.length > 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

function rank(frame: ReturnType<typeof decodeFrame>, seed: number): number {
  return frame?.kind === 'data' ? Math.imul(frame.index + 1, 2_654_435_761 ^ seed) >>> 0 : 0;
}
