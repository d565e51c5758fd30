import { describe, expect, it } from 'vitest';
import { CIRCLE_NONCE_LENGTH, channelSpace, circleSpace, remarkSpace, whisperSpace } from '@domain/feed/spaces.ts';
import { alice, bob } from '../../../../support/shared/storeFixtures.ts';

const nonce = (byte: number) => new Uint8Array(CIRCLE_NONCE_LENGTH).fill(byte);

describe('spaces of feeds', () => {
  it('FED-1 a circle is of its owner and its nonce, and nothing else', () => {
    expect(circleSpace(alice, nonce(1))).toBe(circleSpace(alice, nonce(1)));
    const others = [circleSpace(alice, nonce(1)), circleSpace(alice, nonce(2)), circleSpace(bob, nonce(1))];
    expect(new Set(others).size).toBe(3);
    expect(() => circleSpace(alice, new Uint8Array(15))).toThrow(TypeError);
  });

  it('FED-2 each reader has places of their own beside a circle', () => {
    const circles = [circleSpace(alice, nonce(1)), circleSpace(alice, nonce(2))];
    const beside = circles.flatMap((circle) =>
      [alice, bob].flatMap((reader) => [remarkSpace(circle, reader), whisperSpace(circle, reader)]),
    );
    expect(new Set([...circles, ...beside]).size).toBe(10);
  });

  it('FED-3 a channel is of its key', () => {
    const key = new Uint8Array(32).fill(5);
    expect(channelSpace(key)).toBe(channelSpace(key.slice()));
    expect(channelSpace(key)).not.toBe(channelSpace(key.toReversed().fill(6)));
  });
});
