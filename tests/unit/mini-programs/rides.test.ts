import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  GRACE,
  type Op,
  type Ride,
  placesOf,
  rideKey,
  rules,
  sortRides,
} from '../../../resources/mini-programs/rides/src/rules.ts';
import { type SaidAct, expectConvergence, expectHardiness, stateOf } from '../../support/web/programLogs.ts';

const says = (by: string, op: Op): SaidAct<Op> => ({ by, op });
const terms = { kind: 'offer', from: 'Here', to: 'There', leaves: 1_800_000_000_000, seats: 2, note: '' } as const;
const offered = says('ann', { t: 'ride', id: 'ride1', ...terms });
const joins = (by: string, seats = 1) => says(by, { t: 'join', id: 'ride1', owner: 'ann', seats });
const answer = (who: string, isTaken: boolean, by = 'ann') => says(by, { t: 'answer', id: 'ride1', who, isTaken });

function rideAfter(...acts: readonly SaidAct<Op>[]): Ride {
  const ride = stateOf(rules, offered, ...acts).rides.get(rideKey('ann', 'ride1'));
  if (ride === undefined) throw new Error('no ride');
  return ride;
}
const names = (requests: readonly { who: string }[]) => requests.map(({ who }) => who).join(' ');

describe('a ride', () => {
  test('is changed and called off by its owner alone', () => {
    const ride = rideAfter(
      says('eve', { t: 'ride', id: 'ride1', ...terms, seats: 8 }),
      says('eve', { t: 'drop', id: 'ride1' }),
    );
    expect(ride).toMatchObject({ seats: 2, isDropped: false });
    expect(rideAfter(says('ann', { t: 'drop', id: 'ride1' })).isDropped).toBe(true);
  });

  test('stays an offer when it is changed', () => {
    expect(rideAfter(says('ann', { t: 'ride', id: 'ride1', ...terms, kind: 'seek', seats: 4 }))).toMatchObject({
      kind: 'offer',
      seats: 4,
    });
  });

  test('is answered by its owner, left by who joined', () => {
    expect(rideAfter(joins('bo'), answer('bo', true, 'bo')).requests).toEqual([{ who: 'bo', seats: 1, answer: null }]);
    expect(
      rideAfter(joins('bo'), answer('bo', true), says('bo', { t: 'leave', id: 'ride1', owner: 'ann' })).requests,
    ).toEqual([]);
    expect(rideAfter(joins('ann')).requests).toEqual([]);
  });
});

describe('places', () => {
  test('of two who take the last one at the same time, the first in the order of all waits not', () => {
    const places = placesOf(rideAfter(joins('bo'), joins('cy'), joins('di')));
    expect(names(places.asked)).toBe('bo cy');
    expect(names(places.waiting)).toBe('di');
  });

  test('who was confirmed keeps it from who asked before', () => {
    const places = placesOf(rideAfter(joins('bo'), joins('cy', 2), answer('cy', true)));
    expect([names(places.riding), names(places.waiting), places.free]).toEqual(['cy', 'bo', 0]);
  });

  test('more confirmed than there is room for: the later ones wait', () => {
    const places = placesOf(
      rideAfter(joins('bo'), joins('cy'), joins('di'), answer('di', true), answer('bo', true), answer('cy', true)),
    );
    expect([names(places.riding), names(places.waiting)]).toEqual(['bo cy', 'di']);
  });

  test('move up when somebody leaves or is refused', () => {
    const acts = [joins('bo'), joins('cy'), joins('di')];
    expect(names(placesOf(rideAfter(...acts, answer('bo', false))).asked)).toBe('cy di');
    expect(names(placesOf(rideAfter(...acts, says('cy', { t: 'leave', id: 'ride1', owner: 'ann' }))).asked)).toBe(
      'bo di',
    );
  });

  test('who wants more than before asks again, at the end', () => {
    const ride = rideAfter(joins('bo'), answer('bo', true), joins('cy'), joins('bo', 2));
    expect(ride.requests).toEqual([
      { who: 'cy', seats: 1, answer: null },
      { who: 'bo', seats: 2, answer: null },
    ]);
  });

  test('are never promised twice', () => {
    const request = fc.record({
      who: fc.string(),
      seats: fc.integer({ min: 1, max: 8 }),
      answer: fc.constantFrom(true, false, null),
    });
    fc.assert(
      fc.property(fc.array(request), fc.integer({ min: 1, max: 8 }), (requests, seats) => {
        const { riding, asked, waiting, refused, free } = placesOf({ requests, seats });
        const sum = (all: readonly { seats: number }[]) => all.reduce((total, one) => total + one.seats, 0);
        expect(sum(riding) + free).toBe(seats);
        expect(sum(asked)).toBeLessThanOrEqual(free);
        expect(riding.length + asked.length + waiting.length + refused.length).toBe(requests.length);
      }),
    );
  });
});

test('past and dropped rides are folded away, the next one comes first', () => {
  const ride = (id: string, leaves: number) => says('ann', { t: 'ride', id, ...terms, leaves });
  const state = stateOf(
    rules,
    ride('late', 5000),
    ride('soon', 3000),
    ride('gone', 1000),
    ride('dropped', 4000),
    says('ann', { t: 'drop', id: 'dropped' }),
  );
  const { coming, past } = sortRides(state, 1000 + GRACE);
  expect(coming.map(({ id }) => id)).toEqual(['soon', 'late']);
  expect(past.map(({ id }) => id)).toEqual(['dropped', 'gone']);
});

describe('whatever comes', () => {
  const id = fc.constantFrom('ride1', 'ride2', 'constructor');
  const who = fc.constantFrom('ann', 'bo', 'cy');
  const op: fc.Arbitrary<Op> = fc.oneof(
    fc.record({
      t: fc.constant('ride' as const),
      id,
      kind: fc.constantFrom('offer', 'seek'),
      from: fc.constant('a'),
      to: fc.constant('b'),
      leaves: fc.constantFrom(1, 2),
      seats: fc.constantFrom(1, 2),
      note: fc.constant(''),
    }),
    fc.record({ t: fc.constant('drop' as const), id }),
    fc.record({ t: fc.constant('join' as const), id, owner: who, seats: fc.constantFrom(1, 2) }),
    fc.record({ t: fc.constant('leave' as const), id, owner: who }),
    fc.record({ t: fc.constant('answer' as const), id, who, isTaken: fc.boolean() }),
  );

  test('everyone sees the same board', () => {
    expectConvergence(rules, op);
  });

  test('no shape breaks it', () => {
    const any = fc.oneof(
      fc.constantFrom('ride', 'join', 'answer', 'offer', 'constructor', '__proto__', 'eve'),
      fc.integer(),
      fc.string(),
    );
    expectHardiness(
      rules,
      fc.record(
        { t: any, id: any, kind: any, owner: any, who: any, seats: any, leaves: any, from: any, to: any },
        { requiredKeys: [] },
      ),
    );
  });
});
