// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awaitFirstPaint } from '../../../../src/renderer/shell/firstPaint.ts';

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function isOver(): { over: boolean; announce: () => void } {
  const paint = awaitFirstPaint();
  const seen = { over: false, announce: paint.announce };
  void paint.over.then(() => {
    seen.over = true;
  });
  return seen;
}

test('a window in sight is waited for until its list is painted, also on a slow device', async () => {
  const seen = isOver();
  await vi.advanceTimersByTimeAsync(2000);
  expect(seen.over).toBe(false);
  seen.announce();
  await vi.advanceTimersByTimeAsync(100);
  expect(seen.over).toBe(true);
});

test('a window whose list never comes is given up after a while', async () => {
  const seen = isOver();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen.over).toBe(true);
});

test('a hidden window paints nothing: it is not waited for', async () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const seen = isOver();
  await vi.advanceTimersByTimeAsync(500);
  expect(seen.over).toBe(true);
});
