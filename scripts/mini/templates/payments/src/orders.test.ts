import { expect, test } from 'vitest';
import { NO_STAND, type Stand, type StandUpdate, afterFailure, afterUpdate } from './orders.ts';

const after = (...updates: StandUpdate[]): Stand => updates.reduce<Stand>(afterUpdate, NO_STAND);
const updates: StandUpdate[] = [
  { payload: { seller: 'b' }, sender: 'b' },
  { payload: { seller: 'a' } },
  { payload: { order: '1', name: 'Ben' }, sender: 'c' },
  { payload: { order: '1', name: 'Ben' }, sender: 'c' },
];

test('who sells first goes on selling, and an order is one however often it comes', () => {
  const expected: Stand = { seller: 'b', orders: new Map([['1', 'Ben']]) };
  expect(after(...updates)).toEqual(expected);
  expect(after(...updates, ...updates)).toEqual(expected);
});

test('a payment of which nobody knows how it ended is not called unpaid', () => {
  const failure = (code: string) => Object.assign(new Error('no'), { code });
  expect(afterFailure(failure('failed'))).toMatch(/Not known yet/);
  expect(afterFailure('what is this')).toMatch(/Not known yet/);
  expect(afterFailure(failure('unsupported'))).toBe('Not paid: no');
});

test('nobody can say of another that they sell', () => {
  expect(after({ payload: { seller: 'a' }, sender: 'b' })).toEqual(NO_STAND);
});

test('what is neither is passed over', () => {
  const payloads = [null, 3, {}, { seller: 1 }, { order: 'x' }, { name: 'y' }];
  expect(after(...payloads.map((payload) => ({ payload })))).toEqual(NO_STAND);
});
