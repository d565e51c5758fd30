import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  areaSeen,
  areaUnder,
  BEGINNING,
  dragged,
  editedSize,
  heldWithin,
  LEAST_CROP,
  placeUnder,
  redo,
  step,
  turned,
  undo,
  UNTOUCHED,
} from '@ui/pictureEditor/edits.ts';

const near = (value: number, wanted: number) => expect(Math.abs(value - wanted)).toBeLessThan(1e-9);
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

describe('editing a picture', () => {
  test('PIC-1 every step can be taken back and made again, and a new one forgets those taken back', () => {
    const first = turned(UNTOUCHED, 1);
    const second = turned(first, 1);
    const history = step(step(BEGINNING, first), second);
    expect(undo(history).now).toBe(first);
    expect(undo(undo(undo(history))).now).toBe(UNTOUCHED);
    expect(redo(undo(history))).toEqual(history);
    expect(redo(step(undo(history), UNTOUCHED)).now).toBe(UNTOUCHED);
  });

  test('PIC-2 a place under a turned and cut picture is the one that is seen there', () => {
    expect(placeUnder(UNTOUCHED, { x: 0.25, y: 0.75 })).toEqual({ x: 0.25, y: 0.75 });
    // Turned to the right, the lower left corner stands at the upper left.
    expect(placeUnder(turned(UNTOUCHED, 1), { x: 0, y: 0 })).toEqual({ x: 0, y: 1 });
    expect(placeUnder(turned(UNTOUCHED, 2), { x: 0, y: 0 })).toEqual({ x: 1, y: 1 });
    expect(placeUnder(turned(UNTOUCHED, -1), { x: 0, y: 0 })).toEqual({ x: 1, y: 0 });
    const cut = { turns: 0, crop: { x: 0.5, y: 0.5, width: 0.5, height: 0.25 } };
    expect(placeUnder(cut, { x: 0.5, y: 1 })).toEqual({ x: 0.75, y: 0.75 });
  });

  test('PIC-2 an area seen and the part under it belong to one another', () => {
    const area = fc.record({ x: fraction, y: fraction, width: fraction, height: fraction }).map(heldWithin);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), area, (turns, seen) => {
        const back = areaSeen(turns, areaUnder(turns, seen));
        for (const key of ['x', 'y', 'width', 'height'] as const) near(back[key], seen[key]);
      }),
    );
  });

  test('PIC-3 a frame stays within the picture and never grows too small, however it is dragged', () => {
    const area = fc.record({ x: fraction, y: fraction, width: fraction, height: fraction }).map(heldWithin);
    const edge = fc.constantFrom(-1 as const, 0 as const, 1 as const);
    const by = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(area, edge, edge, by, by, (before, x, y, right, down) => {
        const after = dragged(before, { x, y }, { x: right, y: down });
        expect(after.width).toBeGreaterThanOrEqual(LEAST_CROP - 1e-9);
        expect(after.height).toBeGreaterThanOrEqual(LEAST_CROP - 1e-9);
        expect(after.x).toBeGreaterThanOrEqual(0);
        expect(after.y).toBeGreaterThanOrEqual(0);
        expect(after.x + after.width).toBeLessThanOrEqual(1 + 1e-9);
        expect(after.y + after.height).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test('PIC-4 what is left has the pixels of its part, turned', () => {
    const crop = { x: 0, y: 0, width: 0.5, height: 0.25 };
    expect(editedSize({ width: 400, height: 200 }, { turns: 0, crop })).toEqual({ width: 200, height: 50 });
    expect(editedSize({ width: 400, height: 200 }, { turns: 3, crop })).toEqual({ width: 50, height: 200 });
    expect(editedSize({ width: 1, height: 1 }, { turns: 0, crop })).toEqual({ width: 1, height: 1 });
  });
});
