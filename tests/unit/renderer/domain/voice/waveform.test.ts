import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bars, loudness, waveform } from '@domain/voice/waveform.ts';

describe('a waveform', () => {
  test('VOI-1 has at most 64 levels, the loudest at the top, and none of nothing', () => {
    expect(waveform([])).toHaveLength(0);
    expect([...waveform([0.2, 0.8, 0.05])]).toEqual([128, 255, 64]);
    const levels = waveform(Array.from({ length: 1000 }, (_, index) => (index === 500 ? 1 : 0.25)));
    expect(levels).toHaveLength(64);
    expect([...levels].filter((level) => level === 255)).toHaveLength(1);
    expect(levels[0]).toBe(128);
  });

  test('VOI-1 a quiet room does not look like a shout', () => {
    expect(Math.max(...waveform([0.001, 0.002, 0.001]))).toBeLessThan(40);
  });

  test('VOI-1 is drawn as any number of bars', () => {
    expect(bars(new Uint8Array([0, 255]), 4)).toEqual([0, 0, 1, 1]);
    expect(bars(new Uint8Array([0, 51, 255, 51]), 2)).toEqual([0.2, 1]);
    expect(bars(new Uint8Array(), 3)).toEqual([0, 0, 0]);
  });

  test('VOI-2 loudness is between 0 and 1, whatever is heard', () => {
    expect(loudness(new Float32Array())).toBe(0);
    expect(loudness(new Float32Array([1, -1]))).toBe(1);
    fc.assert(
      fc.property(fc.float32Array({ maxLength: 32 }), (samples) => {
        const level = loudness(samples);
        expect(level >= 0 && level <= 1).toBe(true);
      }),
    );
  });
});
