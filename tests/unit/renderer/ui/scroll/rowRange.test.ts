import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowAt, rowOffsets, rowsBetween } from '../../../../../src/renderer/ui/scroll/rowRange.ts';

describe('range of rows', () => {
  test('CHAT-UI-20 the row at a height is the one that covers it', () => {
    const offsets = rowOffsets(4, (index) => [10, 20, 0, 5][index] ?? 0);
    expect([...offsets]).toEqual([0, 10, 30, 30, 35]);
    expect([0, 9, 10, 29, 30, 34, 99].map((top) => rowAt(offsets, top))).toEqual([0, 0, 1, 1, 3, 3, 3]);
  });

  test('CHAT-UI-21 everything between two heights is in the range', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(heights, fc.nat(50_000), fc.nat(2000), (sizes, top, view) => {
        const offsets = rowOffsets(sizes.length, (index) => sizes[index] ?? 0);
        const { start, end } = rowsBetween(offsets, top, top + view);
        expect(start).toBeLessThan(end);
        sizes.forEach((size, index) => {
          const rowTop = offsets[index] ?? 0;
          const isSeen = rowTop < top + view && rowTop + size > top;
          if (isSeen) expect(index >= start && index < end).toBe(true);
        });
      }),
    );
  });

  test('CHAT-UI-22 no rows give an empty range', () => {
    expect(
      rowsBetween(
        rowOffsets(0, () => 10),
        0,
        100,
      ),
    ).toEqual({ start: 0, end: 0 });
  });
});
