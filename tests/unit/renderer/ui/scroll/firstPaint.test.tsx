// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LogScroller } from '../../../../../src/renderer/ui/scroll/LogScroller.tsx';

const ROW = 50;
const VIEW = 600;
const nothing = () => undefined;

/** Nothing lays rows out here: each has 50 px, in a view of 600 px. */
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(function height(this: HTMLElement) {
    if (this.getAttribute('role') === 'feed') return VIEW;
    return this.dataset['row'] === undefined ? Number.parseFloat(this.style.blockSize) || 0 : ROW;
  });
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(function whole(this: HTMLElement) {
    return [...this.children].reduce((sum, child) => sum + child.clientHeight, 0);
  });
  let top = 0;
  vi.spyOn(HTMLElement.prototype, 'scrollTop', 'get').mockImplementation(() => top);
  vi.spyOn(HTMLElement.prototype, 'scrollTop', 'set').mockImplementation(function scroll(this: HTMLElement, asked) {
    top = Math.max(0, Math.min(asked, this.scrollHeight - this.clientHeight));
  });
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function open(openAt: string | null, onView: () => void = nothing) {
  const rows = Array.from({ length: 200 }, (_, index) => ({ key: `row ${index}` }));
  render(
    <LogScroller
      rows={rows}
      estimate={() => ROW}
      openAt={openAt}
      isEndNewest
      hasOlder={false}
      onNearStart={nothing}
      onNearEnd={nothing}
      onView={onView}
      renderRow={(row) => row.key}
      label="Messages"
      isBusy={false}
      handle={{ current: null }}
    />,
  );
  return { drawn: () => screen.getByRole('feed').querySelectorAll('[data-row]').length };
}

test('a log is painted with what is in sight, and has the rows around it after that', () => {
  const { drawn } = open(null);
  const before = drawn();
  expect(before).toBeGreaterThanOrEqual(VIEW / ROW);
  expect(before).toBeLessThan((2 * VIEW) / ROW);
  act(() => {
    vi.runAllTimers();
  });
  expect(drawn()).toBeGreaterThan((2 * VIEW) / ROW);
});

test('what is in sight is told once it was painted', () => {
  const onView = vi.fn<() => void>();
  open(null, onView);
  expect(onView).not.toHaveBeenCalled();
  act(() => {
    vi.runAllTimers();
  });
  expect(onView).toHaveBeenCalled();
});

test('rows that turn out too low for the view are followed by others before the paint', () => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(function height(this: HTMLElement) {
    if (this.getAttribute('role') === 'feed') return 4 * VIEW;
    return this.dataset['row'] === undefined ? Number.parseFloat(this.style.blockSize) || 0 : ROW;
  });
  expect(open(null).drawn()).toBeGreaterThanOrEqual((4 * VIEW) / ROW);
});
