import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lightboxKey } from '../../../../../src/renderer/ui/overlays/lightboxKeys.ts';
import {
  FITTED,
  type View,
  fittedSize,
  moved,
  pressed,
  turned,
  zoomed,
} from '../../../../../src/renderer/ui/overlays/zoomView.ts';

const stage = { width: 1000, height: 500 };
const frame = { picture: { width: 2000, height: 2000 }, stage };
const middle = { x: 0, y: 0 };

describe('how a picture is looked at', () => {
  test('CHAT-UI-180 all of a picture is seen at first, never larger than it is, also turned', () => {
    expect(fittedSize(frame, 0)).toEqual({ width: 500, height: 500 });
    expect(fittedSize({ picture: { width: 100, height: 50 }, stage }, 0)).toEqual({ width: 100, height: 50 });
    const wide = { picture: { width: 2000, height: 500 }, stage };
    expect(fittedSize(wide, 0)).toEqual({ width: 1000, height: 250 });
    // Upright, it has the height of the stage for its width.
    expect(fittedSize(wide, 1)).toEqual({ width: 500, height: 125 });
    expect(fittedSize({ picture: { width: 0, height: 0 }, stage }, 0)).toEqual({ width: 0, height: 0 });
  });

  test('CHAT-UI-180 what is under the pointer stays under it while one comes nearer', () => {
    const near = zoomed(FITTED, 3, { frame, point: { x: 100, y: -50 } });
    expect(near).toEqual({ scale: 3, x: -200, y: 100, turns: 0 });
    // The same place of the picture: (point - offset) / scale.
    expect([(100 - near.x) / 3, (-50 - near.y) / 3]).toEqual([100, -50]);
  });

  test('CHAT-UI-180 a press goes to its pixels and back, however it is turned', () => {
    const near = pressed(FITTED, { frame, point: middle });
    expect(near.scale).toBe(4);
    expect(pressed(near, { frame, point: middle })).toEqual(FITTED);
    const small = { picture: { width: 100, height: 100 }, stage };
    expect(pressed(FITTED, { frame: small, point: middle }).scale).toBe(2);
    const upright = turned(FITTED);
    expect(pressed({ ...upright, scale: 2 }, { frame, point: middle })).toEqual(upright);
    expect(turned(turned(turned(turned({ ...FITTED, scale: 2, x: 5 }))))).toEqual(FITTED);
  });

  test('CHAT-UI-180 whatever is done, no edge of the picture comes inside the stage, and it stays within its bounds', () => {
    const act = fc.oneof(
      fc.record({ factor: fc.double({ min: 0.1, max: 10, noNaN: true }), x: fc.integer(), y: fc.integer() }),
      fc.record({ x: fc.integer({ min: -9999, max: 9999 }), y: fc.integer({ min: -9999, max: 9999 }) }),
      fc.constant('turn' as const),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let view: View = FITTED;
        for (const one of acts) {
          if (one === 'turn') view = turned(view);
          else if ('factor' in one) view = zoomed(view, one.factor, { frame, point: one });
          else view = moved(view, one, frame);
          const { width, height } = fittedSize(frame, view.turns);
          const reachX = Math.max(0, (width * view.scale - stage.width) / 2);
          const reachY = Math.max(0, (height * view.scale - stage.height) / 2);
          expect(Math.abs(view.x)).toBeLessThanOrEqual(reachX + 1e-6);
          expect(Math.abs(view.y)).toBeLessThanOrEqual(reachY + 1e-6);
          expect(view.scale).toBeGreaterThanOrEqual(1);
          expect(view.scale).toBeLessThanOrEqual(8);
        }
      }),
    );
  });
});

describe('the keys of the viewer', () => {
  const press = (key: string, change: Partial<KeyboardEvent> = {}) => ({
    ...{ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: key === '+' },
    ...change,
  });
  const fitted = { isRightToLeft: false, isNear: false };

  test('CHAT-UI-181 arrows go to where earlier and later ones stand, by the direction of the writing', () => {
    expect(lightboxKey(press('ArrowLeft'), fitted)).toBe('previous');
    expect(lightboxKey(press('ArrowLeft'), { ...fitted, isRightToLeft: true })).toBe('next');
    expect(lightboxKey(press('ArrowRight'), { ...fitted, isRightToLeft: true })).toBe('previous');
    expect(lightboxKey(press('PageDown'), { ...fitted, isRightToLeft: true })).toBe('next');
    expect(lightboxKey(press('ArrowUp'), fitted)).toBeNull();
  });

  test('CHAT-UI-181 near, arrows move the picture, and only the page keys go on', () => {
    const near = { isRightToLeft: true, isNear: true };
    expect(lightboxKey(press('ArrowLeft'), near)).toEqual({ x: 1, y: 0 });
    expect(lightboxKey(press('ArrowDown'), near)).toEqual({ x: 0, y: -1 });
    expect(lightboxKey(press('PageUp'), near)).toBe('previous');
  });

  test('CHAT-UI-181 plus, minus and zero zoom; with Ctrl they are the browser’s', () => {
    expect(['+', '=', '-', '0', 'x'].map((key) => lightboxKey(press(key), fitted))).toEqual([
      'in',
      'in',
      'out',
      'fit',
      null,
    ]);
    expect(lightboxKey(press('+', { ctrlKey: true }), fitted)).toBeNull();
    expect(lightboxKey(press('constructor'), { isRightToLeft: false, isNear: true })).toBeNull();
  });
});
