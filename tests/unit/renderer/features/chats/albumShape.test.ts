import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { albumShape } from '../../../../../src/renderer/features/chats/media/albumShape.ts';
import { clockOf } from '@i18n/clockOf.ts';

const NEAR = 1e-9;

describe('the mosaic of an album', () => {
  test('CHAT-UI-140 two wide pictures stand under one another, four square ones in pairs', () => {
    const rows = (ratios: readonly number[]) => new Set(albumShape(ratios).tiles.map(({ top }) => top)).size;
    expect(rows([2, 2])).toBe(2);
    expect(rows([1, 1, 1, 1])).toBe(2);
    expect(rows([0.7, 0.7])).toBe(1);
  });

  test('CHAT-UI-140 tiles fill the width, lie within the whole and never over one another, in their order', () => {
    const ratio = fc.double({ min: 0.01, max: 60, noNaN: true });
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 1, maxLength: 10 }), (ratios) => {
        const { tiles, height } = albumShape(ratios);
        expect(tiles).toHaveLength(ratios.length);
        tiles.forEach(({ left, top, width, height: own }, index) => {
          expect(width).toBeGreaterThan(0.1);
          expect(own).toBeGreaterThan(0.1);
          expect(left + width).toBeLessThanOrEqual(1 + NEAR);
          expect(top + own).toBeLessThanOrEqual(height + NEAR);
          const next = tiles[index + 1];
          const endsRow = next === undefined || next.top > top;
          if (endsRow) expect(left + width).toBeCloseTo(1);
          else expect(next.left).toBeGreaterThan(left + width - NEAR);
          if (next !== undefined && endsRow) expect(next.top).toBeGreaterThanOrEqual(top + own - NEAR);
        });
      }),
    );
  });
});

describe('the length of a film', () => {
  test.each([
    [0, '0:00'],
    [999, '0:01'],
    [65_000, '1:05'],
    [3_725_000, '1:02:05'],
  ])('CHAT-UI-140 %d ms is %s', (duration, shown) => {
    expect(clockOf(duration, String)).toBe(shown);
  });
});
