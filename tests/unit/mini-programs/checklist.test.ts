import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asPlace, placeBetween } from '../../../resources/mini-programs/checklist/src/places.ts';
import {
  type ListOp,
  asDay,
  itemsOf,
  listRules,
  undoOf,
} from '../../../resources/mini-programs/checklist/src/rules.ts';
import { listTexts } from '../../../resources/mini-programs/checklist/src/texts.ts';
import { expectConvergence, expectHardiness, expectWholeTexts, stateOf } from '../../support/web/programLogs.ts';

const add = (text: string, place: string): ListOp => ({ t: 'add', text, place });
const milk = 'ann act00000';
const set = (change: Extract<ListOp, { t: 'set' }>['change']): ListOp => ({ t: 'set', item: milk, change });

const anyOp: fc.Arbitrary<ListOp> = fc.oneof(
  fc.constantFrom(add('milk', 'i'), add('tea', 'j')),
  fc
    .constantFrom(
      { isDone: true },
      { isDone: false, place: '5' },
      { who: 'bo' },
      { due: '2026-02-01' },
      { text: 'oat milk' },
      { who: null },
    )
    .map((change) => set(change)),
  fc.boolean().map((gone): ListOp => ({ t: 'clear', items: [milk, 'nothing'], gone })),
  fc.constantFrom('One', 'Two').map((title): ListOp => ({ t: 'title', title })),
);

describe('a list', () => {
  test('is the same for everyone whatever the order of updates', () => {
    expectConvergence(listRules, anyOp);
  });

  test('takes nothing malformed', () => {
    expectHardiness(
      listRules,
      fc.record({
        t: fc.constantFrom('add', 'set', 'clear', 'title'),
        text: fc.jsonValue(),
        place: fc.jsonValue(),
        item: fc.jsonValue(),
        change: fc.jsonValue(),
        items: fc.jsonValue(),
      }),
    );
    expect(listRules.read(add('x', '0'))).toBeNull();
    expect(
      listRules.read({ t: 'set', item: milk, change: { isDone: 'yes', due: '2026-02-30', who: 7, __proto__: 1 } }),
    ).toEqual(set({}));
    expect(
      stateOf(listRules, { by: 'eve', op: { ...set({ isDone: true }), item: '__proto__' } as ListOp }).items,
    ).toEqual({});
  });

  test('keeps changes that two made apart to different fields', () => {
    const state = stateOf(
      listRules,
      { by: 'ann', op: add('milk', 'i'), clock: 1 },
      { by: 'ann', op: set({ isDone: true }), clock: 2 },
      { by: 'bo', op: set({ text: 'oat milk' }), clock: 2 },
    );
    expect(itemsOf(state)).toMatchObject([{ text: 'oat milk', isDone: true }]);
  });

  test('is in the order of its places, and what is cleared can come back', () => {
    const acts = [add('b', 'k'), add('a', 'c')].map((op) => ({ by: 'ann', op }));
    const cleared: ListOp = { t: 'clear', items: [milk], gone: true };
    expect(itemsOf(stateOf(listRules, ...acts)).map(({ text }) => text)).toEqual(['a', 'b']);
    expect(itemsOf(stateOf(listRules, ...acts, { by: 'bo', op: cleared })).length).toBe(1);
    const back = stateOf(listRules, ...acts, { by: 'bo', op: cleared }, { by: 'bo', op: { ...cleared, gone: false } });
    expect(itemsOf(back).length).toBe(2);
  });

  test('an undo brings back what a change changed, and nothing else', () => {
    const [item] = itemsOf(stateOf(listRules, { by: 'ann', op: add('milk', 'i') }));
    expect(item && undoOf(item, { who: 'bo', due: '2026-01-01' })).toEqual(set({ who: null, due: null }));
  });

  test('speaks eight languages', () => {
    expectWholeTexts(listTexts);
  });
});

describe('places', () => {
  const place = fc
    .string({ unit: fc.constantFrom('0', '1', '9', 'a', 'z'), minLength: 1, maxLength: 6 })
    .map((text) => `${text}1`);

  test('there is one between any two, before the first and after the last', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        fc.pre(one !== other);
        const [low, high] = one < other ? [one, other] : [other, one];
        const between = placeBetween(low, high);
        expect([low < between, between < high, asPlace(between)]).toEqual([true, true, between]);
        expect([placeBetween(null, low) < low, placeBetween(high, null) > high]).toEqual([true, true]);
      }),
    );
  });

  test('grow slowly where all go into one gap', () => {
    let low = placeBetween(null, null);
    const high = placeBetween(low, null);
    for (let count = 0; count < 500; count += 1) low = placeBetween(low, high);
    expect(low.length).toBeLessThan(120);
    expect(low < high).toBe(true);
  });
});

test('days are those of the calendar', () => {
  expect(['2026-02-28', '2026-02-29', '26-1-1', 7].map((day) => asDay(day))).toEqual(['2026-02-28', null, null, null]);
});
