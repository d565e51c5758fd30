// @vitest-environment happy-dom
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useNow } from '../../../../src/renderer/ui/hooks/useNow.ts';

const START = Date.UTC(2026, 10, 21);

function Clock() {
  return <p>{useNow() - START}</p>;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(START);
});
afterEach(() => vi.useRealTimers());

test('the time is fresh when one begins to look, follows by the half minute, and costs nothing when nobody looks', () => {
  const first = render(<Clock />);
  expect(screen.getByText('0')).toBeTruthy();
  act(() => void vi.advanceTimersByTime(30_000));
  expect(screen.getByText('30000')).toBeTruthy();
  first.unmount();
  expect(vi.getTimerCount()).toBe(0);
  vi.setSystemTime(START + 3_600_000);
  render(<Clock />);
  expect(screen.getByText('3600000')).toBeTruthy();
});
