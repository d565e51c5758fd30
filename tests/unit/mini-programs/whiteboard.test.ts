import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLive } from '../../../resources/mini-programs/whiteboard/src/live.ts';
import { type BoardOp, boardRules, visibleOf } from '../../../resources/mini-programs/whiteboard/src/rules.ts';
import {
  HEIGHT,
  WIDTH,
  packPoints,
  simplify,
  unpackPoints,
} from '../../../resources/mini-programs/whiteboard/src/strokes.ts';
import { boardTexts } from '../../../resources/mini-programs/whiteboard/src/texts.ts';
import { expectConvergence, expectHardiness, expectWholeTexts, stateOf } from '../../support/web/programLogs.ts';

const stroke = (id: string, ...points: number[]) => ({ id, colour: 1, width: 2, points: packPoints(points) });
const line = (id: string): BoardOp => ({ t: 'draw', strokes: [stroke(id, 1, 2, 300, 4)] });
const hide = (id: string, hidden = true): BoardOp => ({ t: 'hide', ids: [id], hidden });
const clear: BoardOp = { t: 'clear' };

const points = fc
  .array(fc.tuple(fc.integer({ min: 0, max: WIDTH }), fc.integer({ min: 0, max: HEIGHT })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((pairs) => pairs.flat());

describe('a board', () => {
  test('is the same for everyone whatever the order of updates', () => {
    const id = fc.constantFrom('aaaa', 'bbbb');
    expectConvergence(
      boardRules,
      fc.oneof(
        id.map(line),
        id.map((one) => hide(one)),
        id.map((one) => hide(one, false)),
        fc.constant(clear),
      ),
    );
  });

  test('takes nothing malformed', () => {
    expectHardiness(
      boardRules,
      fc.record({ t: fc.constantFrom('draw', 'hide', 'clear'), strokes: fc.jsonValue(), ids: fc.jsonValue() }),
    );
    const bad = [
      { ...stroke('aaaa', 1, 1), colour: 99 },
      { ...stroke('aaaa', 1, 1), points: '!' },
      { ...stroke('aaaa', 1, 1), width: 9 },
    ];
    expect(bad.map((one) => boardRules.read({ t: 'draw', strokes: [one] }))).toEqual([null, null, null]);
  });

  test('one takes back one’s own strokes only, and brings them again', () => {
    const acts = [
      { by: 'ann', op: line('aaaa') },
      { by: 'bo', op: line('bbbb') },
    ];
    expect(visibleOf(stateOf(boardRules, ...acts, { by: 'bo', op: hide('aaaa') })).length).toBe(2);
    expect(visibleOf(stateOf(boardRules, ...acts, { by: 'ann', op: hide('aaaa') })).map(({ id }) => id)).toEqual([
      'bbbb',
    ]);
    const back = [
      { by: 'ann', op: hide('aaaa') },
      { by: 'ann', op: hide('aaaa', false) },
    ];
    expect(visibleOf(stateOf(boardRules, ...acts, ...back)).map(({ id }) => id)).toEqual(['aaaa', 'bbbb']);
  });

  test('clearing takes what its author knew of; what came after stays', () => {
    const acts = [
      { by: 'ann', op: line('aaaa') },
      { by: 'bo', op: clear },
      { by: 'ann', op: line('bbbb') },
    ];
    expect(visibleOf(stateOf(boardRules, ...acts)).map(({ id }) => id)).toEqual(['bbbb']);
  });

  test('speaks eight languages', () => {
    expectWholeTexts(boardTexts);
  });
});

describe('points', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(points, (some) => {
        expect(unpackPoints(packPoints(some))).toEqual(some);
      }),
    );
  });

  test('any text is points on the board or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = unpackPoints(text);
        expect(read === null || (read.length % 2 === 0 && read.every((value) => value >= 0 && value <= WIDTH))).toBe(
          true,
        );
      }),
    );
    expect([unpackPoints(''), unpackPoints(packPoints([WIDTH + 1, 0])), unpackPoints('gggggggggg')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('a line of a hundred near points takes about two hundred letters', () => {
    const near = Array.from({ length: 200 }, (_, at) => 500 + Math.round(at * 3));
    expect(packPoints(near).length).toBeLessThan(220);
  });

  test('a simpler line stays within its tolerance and keeps its ends', () => {
    fc.assert(
      fc.property(points, (some) => {
        const simple = simplify(some, 2);
        expect([simple.slice(0, 2), simple.slice(-2)]).toEqual([some.slice(0, 2), some.slice(-2)]);
        for (let at = 0; at < some.length; at += 2) {
          expect(distanceTo(simple, some[at] ?? 0, some[at + 1] ?? 0)).toBeLessThanOrEqual(2.001);
        }
      }),
    );
    expect(simplify([0, 0, 5, 5, 10, 10], 1)).toEqual([0, 0, 10, 10]);
  });
});

function distanceTo(path: readonly number[], x: number, y: number): number {
  let least = Math.hypot((path[0] ?? 0) - x, (path[1] ?? 0) - y);
  for (let at = 0; at + 3 < path.length; at += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = path.slice(at, at + 4);
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
    least = Math.min(least, Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)));
  }
  return least;
}

test('what comes live is a line or nothing', () => {
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  expect(readLive(bytes({ id: 'aaaa', colour: 0, width: 9, points: packPoints([1, 2]) }))?.points).toEqual([1, 2]);
  const bad = [null, { id: 'aaaa' }, { id: 'aaaa', colour: 0, width: 9, points: '?' }];
  expect([...bad.map((value) => readLive(bytes(value))), readLive(Uint8Array.of(255))]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
