import * as fc from 'fast-check';
import { expect } from 'vitest';
import { type Rules, createLog } from '../../../resources/mini-programs/shared/log.ts';
import { type AllTexts, type Text, languages } from '../../../resources/mini-programs/shared/texts.ts';
import type { HeardUpdate } from '../../../resources/mini-programs/shared/host.ts';

/** What a test writes of one act. */
export interface SaidAct<Op> {
  readonly by: string;
  readonly op: Op;
  readonly clock?: number;
  readonly at?: number;
  readonly name?: string;
}

/** Updates as a host gives them, named and timed by their place unless the test says else. */
export function updatesOf<Op>(acts: readonly SaidAct<Op>[]): HeardUpdate[] {
  return acts.map(({ by, op, clock, at, name }, index) => ({
    sender: by,
    payload: {
      v: 1,
      id: `act${index.toString(36).padStart(5, '0')}`,
      by,
      name: name ?? by,
      clock: clock ?? index + 1,
      at: at ?? 1_700_000_000_000 + index * 60_000,
      op,
    },
  }));
}

/** The state after these updates. */
export function stateAfter<State, Op>(rules: Rules<State, Op>, updates: readonly HeardUpdate[]): State {
  const log = createLog(rules);
  log.add(updates);
  return log.state;
}

/** The state after acts, each above the one before. */
export function stateOf<State, Op>(rules: Rules<State, Op>, ...acts: readonly SaidAct<Op>[]): State {
  return stateAfter(rules, updatesOf(acts));
}

const junk = fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.record({ v: fc.constant(1), id: fc.jsonValue() }));

/**
 * Shows that a program's state is the same whatever the order, with updates twice, with junk between, and told in pieces or at once.
 * Clocks are small, so that acts often do not know of one another.
 */
export function expectConvergence<State, Op>(rules: Rules<State, Op>, op: fc.Arbitrary<Op>): void {
  const person = fc.constantFrom('ann', 'bo', 'cy');
  const act = fc.record({ by: person, op, clock: fc.integer({ min: 1, max: 6 }), at: fc.integer({ min: 0, max: 3 }) });
  const updates = fc.array(act, { maxLength: 24 }).map((acts) => updatesOf(acts));
  const mixed = updates.chain((all) =>
    fc.record({
      all: fc.constant(all),
      other: fc
        .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all), fc.array(junk, { maxLength: 4 }))
        .map(([shuffled, again, odd]) => [...odd.map((payload) => ({ payload })), ...shuffled, ...again]),
      size: fc.integer({ min: 1, max: 5 }),
    }),
  );
  fc.assert(
    fc.property(mixed, ({ all, other, size }) => {
      const log = createLog(rules);
      for (let from = 0; from < other.length; from += size) log.add(other.slice(from, from + size));
      expect(log.state).toEqual(stateAfter(rules, all));
      expect(log.acts.length).toBe(all.length);
    }),
  );
}

/** Shows that no JSON whatever is taken for an act unless the program reads it so, and that reading and applying never throw. */
export function expectHardiness<State, Op>(rules: Rules<State, Op>, shapes: fc.Arbitrary<unknown>): void {
  fc.assert(
    fc.property(fc.array(fc.oneof(shapes, fc.jsonValue()), { maxLength: 8 }), (ops) => {
      const state = stateAfter(rules, updatesOf(ops.map((op) => ({ by: 'eve', op }))));
      expect(JSON.stringify(state)).toBeTypeOf('string');
    }),
  );
}

/** Shows that every language has every text, and puts the same things into it. */
export function expectWholeTexts(texts: AllTexts<string>): void {
  const slots = (text: Text | undefined) =>
    [...new Set(JSON.stringify(text ?? '').match(/\{\w+\}/g) ?? [])].sort((left, right) => left.localeCompare(right));
  for (const [key, english] of Object.entries(texts.en)) {
    for (const language of languages) {
      const text = texts[language][key];
      expect(text, `${language} ${key}`).toBeTruthy();
      expect(slots(text), `${language} ${key}`).toEqual(slots(english));
    }
  }
}
