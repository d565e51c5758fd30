import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_LINK_MESSAGE } from '@ports/peerTransport.ts';
import {
  cutFrame,
  decodeFrame,
  encodeAbandon,
  encodeClose,
  encodeHello,
  encodePing,
  encodePong,
  MAX_FRAME,
  MessageAssembler,
  SMALL_FRAME,
  takeRealtime,
} from '@adapters/webrtc/frames.ts';
import { patternBytes } from '../../../../support/shared/transportDriver.ts';

function cut(message: Uint8Array, most?: number): Uint8Array[] {
  const frames: Uint8Array[] = [];
  let offset = 0;
  do {
    const { frame, next } = cutFrame(message, offset, most);
    frames.push(frame);
    offset = next;
  } while (offset < message.length);
  return frames;
}

function assemble(frames: readonly Uint8Array[]): unknown {
  const assembler = new MessageAssembler();
  let last: unknown = 'partial';
  for (const bytes of frames) {
    const frame = decodeFrame(bytes);
    last = frame === null ? 'violation' : assembler.take(frame);
  }
  return last;
}

const sizes = fc.oneof(
  fc.integer({ min: 0, max: 70_000 }),
  fc.constantFrom(
    0,
    1,
    SMALL_FRAME - 2,
    SMALL_FRAME - 1,
    SMALL_FRAME,
    SMALL_FRAME + 1,
    2 * SMALL_FRAME - 6,
    2 * SMALL_FRAME - 5,
    MAX_LINK_MESSAGE - 1,
    MAX_LINK_MESSAGE,
  ),
);

describe('frames', () => {
  test('FRM-1 what is cut and put together again is what it was, in frames of at most 16 KiB', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, seed) => {
        const message = patternBytes(size, seed);
        const frames = cut(message);
        expect(frames.every((frame) => frame.length <= SMALL_FRAME)).toBe(true);
        const result = assemble(frames);
        expect(result).toHaveProperty('message');
        if (typeof result === 'object' && result !== null && 'message' in result) {
          expect(result.message instanceof Uint8Array && Buffer.compare(result.message, message) === 0).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('FRM-1 large frames, and frames of both sizes after each other, make the same message', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300_000 }), fc.array(fc.boolean(), { maxLength: 20 }), (size, large) => {
        const message = patternBytes(size, 7);
        const frames: Uint8Array[] = [];
        let offset = 0;
        do {
          const most = large[frames.length] === true ? MAX_FRAME : SMALL_FRAME;
          const { frame, next } = cutFrame(message, offset, most);
          expect(frame.length).toBeLessThanOrEqual(most);
          frames.push(frame);
          offset = next;
        } while (offset < message.length);
        const result = assemble(frames);
        const made = typeof result === 'object' && result !== null && 'message' in result ? result.message : null;
        expect(made instanceof Uint8Array && Buffer.compare(made, message) === 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('FRM-2 garbage is refused or is a frame within bounds, and never throws', () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc
        .tuple(fc.integer({ min: SMALL_FRAME - 2, max: SMALL_FRAME + 2 }), fc.nat())
        .map(([size, seed]) => patternBytes(size, seed)),
      fc
        .tuple(fc.constantFrom(0, 1, 2, 3, 0x10, 0x11, 0x12, 0x13), fc.uint8Array({ maxLength: 12 }))
        .map(([kind, rest]) => Uint8Array.of(kind, ...rest)),
      fc.string(),
      fc.constantFrom(null, undefined, 7, {}, new ArrayBuffer(0)),
    );
    fc.assert(
      fc.property(fc.array(garbage, { maxLength: 20 }), (all) => {
        const assembler = new MessageAssembler();
        for (const data of all) {
          const frame = decodeFrame(data);
          if (frame === null) continue;
          const result = assembler.take(frame);
          if (typeof result === 'object') expect(result.message.length).toBeLessThanOrEqual(MAX_LINK_MESSAGE);
          takeRealtime(frame);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('FRM-3 what is held never exceeds what arrived, nor the largest message', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('first', 'next', 'whole', 'abandon'), { maxLength: 200 }), (kinds) => {
        const assembler = new MessageAssembler();
        let arrived = 0;
        const first = cutFrame(new Uint8Array(MAX_LINK_MESSAGE), 0).frame;
        const next = cutFrame(new Uint8Array(MAX_LINK_MESSAGE), SMALL_FRAME).frame;
        const bytes = { first, next, whole: Uint8Array.of(0, 1), abandon: encodeAbandon() };
        for (const kind of kinds) {
          const frame = decodeFrame(bytes[kind]);
          if (frame === null) throw new Error('a valid frame was refused');
          arrived += bytes[kind].length;
          assembler.take(frame);
          expect(assembler.held).toBeLessThanOrEqual(Math.min(arrived, MAX_LINK_MESSAGE));
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['a continuation of nothing', [Uint8Array.of(2, 9)]],
    ['a second beginning', [cutFrame(new Uint8Array(40_000), 0).frame, cutFrame(new Uint8Array(40_000), 0).frame]],
    ['a whole message inside another', [cutFrame(new Uint8Array(40_000), 0).frame, Uint8Array.of(0, 1)]],
    ['more than was announced', [cutFrame(new Uint8Array(16_384), 0).frame, Uint8Array.of(2, ...new Uint8Array(6))]],
    ['giving up nothing', [encodeAbandon()]],
    ['an empty continuation', [cutFrame(new Uint8Array(40_000), 0).frame, Uint8Array.of(2)]],
    ['a close with something behind it', [Uint8Array.of(0x12, 0)]],
    ['another version of the framing', [Uint8Array.of(0x13, 1)]],
  ])('FRM-4 %s is a violation', (_, frames) => {
    expect(assemble(frames)).toBe('violation');
  });

  test('FRM-5 an announced length above the limit or below a frame is refused', () => {
    for (const total of [0, 100, SMALL_FRAME - 1, MAX_LINK_MESSAGE + 1, 0xffffffff]) {
      const frame = cutFrame(new Uint8Array(40_000), 0).frame;
      new DataView(frame.buffer).setUint32(1, total);
      expect(decodeFrame(frame)).toBeNull();
    }
  });

  test('FRM-6 control frames say what they said', () => {
    expect(decodeFrame(encodePing(0xfffffffe))).toEqual({ kind: 'ping', stamp: 0xfffffffe });
    expect(decodeFrame(encodePong(3).buffer)).toEqual({ kind: 'pong', stamp: 3 });
    expect(decodeFrame(encodeClose())).toEqual({ kind: 'close' });
    expect(decodeFrame(encodeHello())).toEqual({ kind: 'hello' });
  });

  test('FRM-7 a message given up in the middle leaves room for the next', () => {
    const [first] = cut(new Uint8Array(50_000));
    if (first === undefined) throw new Error('nothing was cut');
    const result = assemble([first, encodeAbandon(), ...cut(patternBytes(20_000, 4))]);
    expect(result).toEqual({ message: patternBytes(20_000, 4) });
  });
});
