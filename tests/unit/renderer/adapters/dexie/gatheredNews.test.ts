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
