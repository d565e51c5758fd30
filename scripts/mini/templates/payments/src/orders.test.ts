import { expect, test } from 'vitest';
import { NO_STAND, type Stand, type StandUpdate, afterUpdate } from './orders.ts';

const after = (...updates: StandUpdate[]): Stand => updates.reduce<Stand>(afterUpdate, NO_STAND);
const updates: StandUpdate[] = [
  { payload: { seller: 'b' }, sender: 'b' },
  { payload: { seller: 'a' } },
  { payload: { order: '1', name: 'Ben' }, sender: 'c' },
  { payload: { order: '1', name: 'Ben' }, sender: 'c' },
];

test('the order of updates makes no difference', () => {
  const expected: Stand = { seller: 'a', orders: new Map([['1', 'Ben']]) };
  expect(after(...updates)).toEqual(expected);
  expect(after(...updates.toReversed())).toEqual(expected);
});

test('nobody can say of another that they sell', () => {
  expect(after({ payload: { seller: 'a' }, sender: 'b' })).toEqual(NO_STAND);
});

test('what is neither is passed over', () => {
  const payloads = [null, 3, {}, { seller: 1 }, { order: 'x' }, { name: 'y' }];
  expect(after(...payloads.map((payload) => ({ payload })))).toEqual(NO_STAND);
});
