import { expect, test } from 'vitest';
import { type Change, type List, nextCount, readChange, withChange } from './items.ts';

const change = (count: number, by: string, isDone: boolean): Change => ({
  id: 'cake',
  item: { text: 'Cake', isDone },
  count,
  by,
});
const after = (...changes: Change[]): List => changes.reduce<List>(withChange, new Map());

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries())
    for (const rest of orders(items.toSpliced(index, 1))) yield [item, ...rest];
}

test('every order of changes ends in the same list', () => {
  const changes = [change(1, 'a', false), change(2, 'a', true), change(2, 'b', false), change(2, 'b', false)];
  const ends = new Set([...orders(changes)].map((order) => JSON.stringify([...after(...order)])));
  expect([...ends]).toEqual([JSON.stringify([['cake', change(2, 'b', false)]])]);
});

test('the next change counts more than all that were seen', () => {
  expect(nextCount(after())).toBe(1);
  expect(nextCount(after(change(7, 'a', true)))).toBe(8);
});

test('what is no change is none', () => {
  for (const payload of [null, 1, {}, { ...change(1, 'a', true), count: 'x' }, { ...change(1, 'a', true), item: null }])
    expect(readChange(payload)).toBe(null);
  expect(readChange({ ...change(1, 'a', true), more: 1 })).toEqual(change(1, 'a', true));
});
