import { expect, test } from 'vitest';
import { NO_STAND, type Stand, afterUpdate } from './orders.ts';

const after = (...updates: unknown[]): Stand => updates.reduce<Stand>(afterUpdate, NO_STAND);
const updates = [{ seller: 'b' }, { seller: 'a' }, { order: '1', name: 'Ben' }, { order: '1', name: 'Ben' }];

test('the order of updates makes no difference', () => {
  const expected: Stand = { seller: 'a', orders: new Map([['1', 'Ben']]) };
  expect(after(...updates)).toEqual(expected);
  expect(after(...updates.toReversed())).toEqual(expected);
});

test('what is neither is passed over', () => {
  expect(after(null, 3, {}, { seller: 1 }, { order: 'x' }, { name: 'y' })).toEqual(NO_STAND);
});
