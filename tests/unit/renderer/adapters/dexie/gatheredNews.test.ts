import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GatheredNews } from '@adapters/dexie/gatheredNews.ts';
import type { Change } from '@adapters/dexie/writeScope.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const row = (prefix: string): Change => ({ table: 'messages', index: '', prefix });

it('STO-119 tells of the first write at once, of those after it together and once, and then rests', () => {
  const told: string[] = [];
  const news = new GatheredNews((database, changes) => {
    told.push(`${database}: ${changes.map(({ prefix }) => prefix).join()}`);
  });
  news.tell('one', [row('a')]);
  expect(told).toEqual(['one: a']);
  for (const prefix of ['b', 'a', 'b', 'b']) news.tell('one', [row(prefix)]);
  news.tell('other', [row('a')]);
  news.tell('one', []);
  expect(told).toHaveLength(1);
  vi.runOnlyPendingTimers();
  expect(told.slice(1)).toEqual(['one: b,a', 'other: a']);
  news.tell('one', [row('c')]);
  expect(told).toHaveLength(3);
  vi.runOnlyPendingTimers();
  expect(told[3]).toBe('one: c');
  vi.runOnlyPendingTimers();
  expect(vi.getTimerCount()).toBe(0);
  news.tell('one', [row('d')]);
  expect(told[4]).toBe('one: d');
});

it('STO-119 rests for longer and longer while writes go on, and tells at once again after a rest in which nothing came', () => {
  let told = 0;
  const news = new GatheredNews(() => (told += 1));
  const rests: number[] = [];
  news.tell('one', [row('a')]);
  for (let round = 0; round < 6; round += 1) {
    news.tell('one', [row('a')]);
    const before = Date.now();
    vi.runOnlyPendingTimers();
    rests.push(Date.now() - before);
  }
  expect([told, rests]).toEqual([7, [150, 300, 600, 1200, 1200, 1200]]);
  vi.runOnlyPendingTimers();
  news.tell('one', [row('a')]);
  expect(told).toBe(8);
  news.tell('one', [row('a')]);
  vi.advanceTimersByTime(149);
  expect(told).toBe(8);
  vi.advanceTimersByTime(1);
  expect(told).toBe(9);
});
