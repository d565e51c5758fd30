import { expect, it } from 'vitest';
import { newestFirst } from '@services/replication/newestSpaces.ts';
import type { SpaceId } from '@shared/ids.ts';

const spaces = (names: string) => names.split('').map((name) => name as SpaceId);

it('REP-27 what either of the two knows to be newest comes first', () => {
  const told = spaces('abcdef');
  expect(newestFirst(told, () => 0)).toEqual(told);
  const clocks: Record<string, number> = { f: 9, e: 8 };
  expect(newestFirst(told, (space) => clocks[space] ?? 0)).toEqual(spaces('afbecd'));
  expect(newestFirst([], () => 0)).toEqual([]);
});

it('REP-27 each is gone through once, and one that both know to be new before one that neither does', () => {
  const told = Array.from({ length: 200 }, (_, index) => `space ${index}` as SpaceId);
  const order = newestFirst(told, (space) => (Number.parseInt(space.slice(6), 10) * 73) % 200);
  expect(order.toSorted()).toEqual(told.toSorted());
  const newest = told.find((space) => (Number.parseInt(space.slice(6), 10) * 73) % 200 === 199);
  expect(order.slice(0, 2)).toContain(newest);
  expect(order.slice(0, 2)).toContain(told[0]);
});
