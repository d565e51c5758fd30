import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  centredCrop,
  cropFractions,
  moveBy,
  zoomOf,
  zoomTo,
} from '../../../../../src/renderer/ui/picture/cropGeometry.ts';

const size = { width: 400, height: 200 };

describe('crop geometry', () => {
  it('begins with the largest square in the middle', () => {
    expect(cropFractions(size, centredCrop(size))).toEqual({ x: 0.25, y: 0, side: 1 });
  });

  it('moves with the pointer: dragging right shows what is left', () => {
    const moved = moveBy(size, centredCrop(size), { x: 0.25, y: 0.5 });
    expect(moved).toEqual({ centreX: 150, centreY: 100, side: 200 });
  });

  it('zooms about the middle and not beyond the limits', () => {
    const crop = zoomTo(size, centredCrop(size), 2);
    expect(crop).toEqual({ centreX: 200, centreY: 100, side: 100 });
    expect(zoomOf(size, zoomTo(size, crop, 99))).toBe(5);
    expect(zoomOf(size, zoomTo(size, crop, 0))).toBe(1);
  });

  it('never leaves the picture', () => {
    const step = fc.record({
      x: fc.double({ min: -3, max: 3, noNaN: true }),
      y: fc.double({ min: -3, max: 3, noNaN: true }),
    });
    const side = fc.integer({ min: 1, max: 3000 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.array(fc.tuple(step, fc.double({ min: 0, max: 9, noNaN: true })), { maxLength: 8 }),
        (width, height, moves) => {
          const picture = { width, height };
          const crop = moves.reduce(
            (now, [by, zoom]) => zoomTo(picture, moveBy(picture, now, by), zoom),
            centredCrop(picture),
          );
          expect(crop.centreX - crop.side / 2).toBeGreaterThanOrEqual(-1e-6);
          expect(crop.centreY + crop.side / 2).toBeLessThanOrEqual(height + 1e-6);
          expect(crop.side).toBeLessThanOrEqual(Math.min(width, height));
        },
      ),
    );
  });
});
