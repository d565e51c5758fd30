// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogScroller, type LogScrollerHandle } from '../../../../../src/renderer/ui/scroll/LogScroller.tsx';

const nothing = () => undefined;

/** Tells only of what is watched, as the browser's does, and when the test says so. */
class FakeResizeObserver implements ResizeObserver {
  static readonly all = new Set<FakeResizeObserver>();
  readonly watched = new Set<Element>();
  readonly #callback: ResizeObserverCallback;

  constructor(callback: ResizeObserverCallback) {
    this.#callback = callback;
    FakeResizeObserver.all.add(this);
  }

  observe(target: Element): void {
    this.watched.add(target);
  }

  unobserve(target: Element): void {
    this.watched.delete(target);
  }

  disconnect(): void {
    this.watched.clear();
    FakeResizeObserver.all.delete(this);
  }

  static tell(target: Element): void {
    for (const observer of FakeResizeObserver.all) {
      if (observer.watched.has(target)) observer.#callback([], observer);
    }
  }
}

const real = globalThis.ResizeObserver;

beforeEach(() => {
  globalThis.ResizeObserver = FakeResizeObserver;
});

afterEach(() => {
  cleanup();
  FakeResizeObserver.all.clear();
  globalThis.ResizeObserver = real;
});

/** A log of 262 px in sight of 315, which nothing lays out here: its sizes are what the test says. */
function open() {
  const handle = createRef<LogScrollerHandle>();
  const keys = ['first', 'second', 'card'];
  const log = (shown: readonly string[]) => (
    <LogScroller
      rows={shown.map((key) => ({ key }))}
      estimate={() => 100}
      openAt={null}
      isEndNewest
      hasOlder={false}
      onNearStart={nothing}
      onNearEnd={nothing}
      onView={nothing}
      renderRow={(row) => row.key}
      label="Messages"
      isBusy={false}
      handle={handle}
    />
  );
  const rendered = render(log(keys));
  const feed = screen.getByRole('feed');
  const size = { all: 315, top: 0 };
  Object.defineProperties(feed, {
    clientHeight: { get: () => 262 },
    clientWidth: { get: () => 400 },
    scrollHeight: { get: () => size.all },
    scrollTop: {
      get: () => size.top,
      set: (top: number) => {
        size.top = Math.max(0, Math.min(top, size.all - 262));
      },
    },
  });
  const row = (key: string): Element => feed.querySelector(`[data-row="${key}"]`) ?? expect.fail(`no row ${key}`);
  act(() => FakeResizeObserver.tell(feed));
  return {
    feed,
    row,
    show: (shown: readonly string[]) => rendered.rerender(log(shown)),
    growTo: (all: number) => {
      size.all = all;
    },
  };
}

test('a log at its end stays there when its last row grows', () => {
  const { feed, row, growTo } = open();
  expect(feed.scrollTop).toBe(53);
  growTo(500);
  act(() => FakeResizeObserver.tell(row('card')));
  expect(feed.scrollTop).toBe(238);
});

test('a scroll nobody made, told after a row grew, does not let go of the end', () => {
  const { feed, row, growTo } = open();
  growTo(500);
  fireEvent.scroll(feed);
  act(() => FakeResizeObserver.tell(row('card')));
  expect(feed.scrollTop).toBe(238);
});

test('who has scrolled up stays where they are when a row grows', () => {
  const { feed, row, growTo } = open();
  growTo(500);
  act(() => FakeResizeObserver.tell(row('card')));
  feed.scrollTop = 20;
  fireEvent.scroll(feed);
  growTo(700);
  act(() => FakeResizeObserver.tell(row('first')));
  expect(feed.scrollTop).toBe(20);
});

test('a row that comes later is watched too, and one that is gone no more', () => {
  const { feed, row, show, growTo } = open();
  const gone = row('first');
  show(['second', 'card', 'newest']);
  growTo(900);
  act(() => FakeResizeObserver.tell(row('newest')));
  expect(feed.scrollTop).toBe(638);
  for (const observer of FakeResizeObserver.all) expect(observer.watched.has(gone)).toBe(false);
});
