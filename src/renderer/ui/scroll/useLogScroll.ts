import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type RowRange, rowAt, rowOffsets, rowsBetween } from './rowRange.ts';
import { afterPaint, fillsView } from './firstPaint.ts';
import { type ShownKeys as Keys, isSameKeys, revealRow, rowElement } from './revealRow.ts';
import { useResize } from './useResize.ts';

/** A row with a key that stays the same while the row does. */
export interface KeyedRow {
  readonly key: string;
}

/** What is in sight. */
export interface LogView {
  /** The row that, as `openAt`, brings back this place. */
  readonly placeKey: string | null;
  /** The last row in sight. */
  readonly lastKey: string | null;
  /** Whether that is the end of all. */
  readonly isAtEnd: boolean;
}

export interface LogScrollOptions<Row extends KeyedRow> {
  readonly rows: readonly Row[];
  /** A guess in px for a row that was never in the DOM. */
  readonly estimate: (row: Row, width: number, rem: number) => number;
  /** Where to open: this row near the top; null opens at the end. */
  readonly openAt: string | null;
  /** Whether the last row is the newest there is: only then the end is held on to. */
  readonly isEndNewest: boolean;
  readonly hasOlder: boolean;
  readonly onNearStart: () => void;
  readonly onNearEnd: () => void;
  /** After each scroll or change. */
  readonly onView: (view: LogView) => void;
}

export interface LogScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly range: RowRange;
  /** Heights of what is left out, px. */
  readonly above: number;
  readonly below: number;
  readonly onScroll: () => void;
  readonly scrollToEnd: () => void;
  readonly reveal: (key: string) => HTMLElement | null;
}

/** Rows this far above and below the view are in the DOM, px and in views: fast scrolling must not outrun them. */
const MARGIN = 900;
const MARGIN_VIEWS = 1.25;
/** This close to the end counts as being there, px. */
const END_SLACK = 48;
/** More rows are asked for this far from where they run out, px. */
const NEAR = 2400;
/** Where in the view the row is brought at which it opens, as a part of its height. */
const OPENING_PLACE = 0.2;
/** Stands in for the view's height where nothing is laid out. */
const UNKNOWN_VIEW = 800;

/**
 * Keeps the right rows in the DOM. Holding the place when rows above change is left to the browser's scroll anchoring,
 * which works for every cause (older rows, a late row in between, a picture, a resize) and does not break a scroll in
 * progress; this hook sees to what anchoring does not: the end, the start, and opening at a row.
 */
export function useLogScroll<Row extends KeyedRow>(options: LogScrollOptions<Row>): LogScroll {
  const { rows } = options;
  const scroller = useRef<HTMLDivElement>(null);
  const [memory] = useState(() => createMemory(options.openAt === null));
  const [keys, setKeys] = useState<Keys | null>(null);
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });

  // Not memoised: a render comes only with new rows or a new range, and both may have brought new heights.
  const offsets = offsetsOf(rows, options.estimate, memory);
  const isPinned = memory.isPinned && options.isEndNewest;
  const range = rangeOf({ rows, keys, offsets, openAt: options.openAt, isPinned });

  const update = useCallback(() => {
    const element = scroller.current;
    if (element) look(element, { options: latest.current, memory, setKeys });
  }, [memory]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    // At the very start the browser does not anchor: one pixel keeps the place when older rows come in.
    if (latest.current.hasOlder && element.scrollTop <= 0 && memory.isOpened) element.scrollTop = 1;
    pinByPlace(element, memory);
    // In the same frame, so that a fast scroll shows rows and not the space where they will be.
    flushSync(update);
  }, [memory, update]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || rows.length === 0) return;
    measure(element, memory);
    settle(element, { options: latest.current, memory }, update);
    update();
  }, [memory, rows, range.start, range.end, update]);

  const onResize = useCallback(
    (element: HTMLElement) => {
      measure(element, memory);
      if (memory.isPinned && latest.current.isEndNewest) holdEnd(element, memory);
      update();
    },
    [memory, update],
  );
  useResize(scroller, onResize);

  const scrollToEnd = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    pin(memory, true);
    setKeys(null);
    requestAnimationFrame(() => holdEnd(element, memory));
  }, [memory]);
  const reveal = useCallback(
    (key: string) => {
      const element = scroller.current;
      const row = revealRow({ element, key, rows: latest.current.rows, setKeys });
      // Somebody went there: the end is let go of at once, also where the size changes before the scroll is told of.
      if (row !== null && element !== null) pin(memory, isAtEnd(element));
      return row;
    },
    [memory],
  );

  return {
    scroller,
    range,
    above: offsets[range.start] ?? 0,
    below: (offsets[rows.length] ?? 0) - (offsets[range.end] ?? 0),
    onScroll,
    scrollToEnd,
    reveal,
  };
}

/** What is known beside React's state; changing it renders nothing. */
interface Memory {
  readonly heights: Map<string, number>;
  /** Held to the end. */
  isPinned: boolean;
  /** Whether the opening place was taken. */
  isOpened: boolean;
  /** Whether what it opened with was painted. */
  isPainted: boolean;
  width: number;
  height: number;
  /** Where the view was last seen, px. */
  top: number;
  rem: number;
}

function createMemory(isPinned: boolean): Memory {
  return { heights: new Map(), isPinned, isOpened: false, isPainted: false, width: 0, height: 0, top: 0, rem: 16 };
}

function pin(memory: Memory, isPinned: boolean): void {
  memory.isPinned = isPinned;
}

/**
 * A row that grew leaves the view behind the end without anybody going anywhere, and so does a resize: only the way up, at the same size, lets
 * go of the end.
 */
function pinByPlace(element: HTMLElement, memory: Memory): void {
  const { scrollTop } = element;
  if (isSameSize(element, memory)) {
    if (isAtEnd(element)) pin(memory, true);
    else if (scrollTop < memory.top) pin(memory, false);
  }
  memory.top = scrollTop;
}

function holdEnd(element: HTMLElement, memory: Memory): void {
  element.scrollTop = element.scrollHeight;
  memory.top = element.scrollTop;
}

interface Scene<Row extends KeyedRow> {
  readonly options: LogScrollOptions<Row>;
  readonly memory: Memory;
}

function offsetsOf<Row extends KeyedRow>(
  rows: readonly Row[],
  estimate: LogScrollOptions<Row>['estimate'],
  memory: Memory,
): Float64Array {
  return rowOffsets(rows.length, (index) => {
    const row = rows[index];
    return row === undefined ? 0 : (memory.heights.get(row.key) ?? estimate(row, memory.width || 640, memory.rem));
  });
}

interface RangeQuestion<Row extends KeyedRow> {
  readonly rows: readonly Row[];
  readonly keys: Keys | null;
  readonly offsets: Float64Array;
  readonly openAt: string | null;
  readonly isPinned: boolean;
}

/** The rows to render: those last looked at, wherever they are now; the end while it is held; else the opening place. */
function rangeOf<Row extends KeyedRow>({ rows, keys, offsets, openAt, isPinned }: RangeQuestion<Row>): RowRange {
  const height = offsets[rows.length] ?? 0;
  if (keys === null) return openingRange(offsets, isPinned ? -1 : rows.findIndex((row) => row.key === openAt));
  const first = rows.findIndex((row) => row.key === keys.firstKey);
  const last = rows.findLastIndex((row) => row.key === keys.lastKey);
  const start = first === -1 ? Math.min(keys.start, rows.length) : first;
  const end = isPinned ? rows.length : last === -1 ? Math.min(Math.max(keys.end, start), rows.length) : last + 1;
  return start < end ? { start, end } : rowsBetween(offsets, height - 2 * UNKNOWN_VIEW, height);
}

/** As many rows as a view of the whole window would show, with a row at the place where one opens, or at the end for -1. */
function openingRange(offsets: Float64Array, row: number): RowRange {
  const view = globalThis.innerHeight || UNKNOWN_VIEW;
  const end = offsets.at(-1) ?? 0;
  const top = row === -1 ? end - view : (offsets[row] ?? 0) - view * OPENING_PLACE;
  return rowsBetween(offsets, top, top + view);
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight <= END_SLACK;
}

function isSameSize(element: HTMLElement, memory: Memory): boolean {
  return memory.width === element.clientWidth && memory.height === element.clientHeight;
}

/** Reads the heights of the rows in the DOM. */
function measure(element: HTMLElement, memory: Memory): void {
  memory.width = element.clientWidth;
  memory.height = element.clientHeight;
  for (const child of element.children) {
    const key = child instanceof HTMLElement ? child.dataset['row'] : undefined;
    const { height } = child.getBoundingClientRect();
    if (key !== undefined && height > 0) memory.heights.set(key, height);
  }
}

/** Takes the opening place once, and holds the end while it is held. */
function settle<Row extends KeyedRow>(element: HTMLElement, { options, memory }: Scene<Row>, update: () => void): void {
  if (!memory.isOpened) {
    memory.isOpened = true;
    afterPaint(() => {
      memory.isPainted = true;
      update();
    });
    memory.rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const row = options.openAt === null ? null : rowElement(element, options.openAt);
    if (row) element.scrollTop = row.offsetTop - element.clientHeight * OPENING_PLACE;
    else memory.isPinned = true;
    if (row) memory.isPinned = isAtEnd(element);
    memory.top = element.scrollTop;
  }
  if (memory.isPinned && options.isEndNewest) holdEnd(element, memory);
}

/** Sees where the view is, renders other rows if need be, asks for more where they run out. */
function look<Row extends KeyedRow>(
  element: HTMLElement,
  scene: Scene<Row> & { readonly setKeys: (next: (before: Keys | null) => Keys | null) => void },
): void {
  const { options, memory, setKeys } = scene;
  const { rows } = options;
  // What is in sight is painted first, and the rows around it after that.
  if (!memory.isPainted && fillsView(element)) return;
  const offsets = offsetsOf(rows, options.estimate, memory);
  const height = offsets[rows.length] ?? 0;
  const view = element.clientHeight || UNKNOWN_VIEW;
  const top = element.clientHeight === 0 ? height - view : element.scrollTop;
  const next = keysAt(rows, offsets, { top, view });
  setKeys((before) => (before !== null && isSameKeys(before, next) ? before : next));
  if (top < NEAR) options.onNearStart();
  if (height - top - view < NEAR) options.onNearEnd();
  const keyAt = (place: number) => rows[rowAt(offsets, place)]?.key ?? null;
  options.onView({
    placeKey: keyAt(top + view * OPENING_PLACE + 1),
    lastKey: keyAt(top + view - 8),
    isAtEnd: options.isEndNewest && isAtEnd(element),
  });
}

function keysAt(
  rows: readonly KeyedRow[],
  offsets: Float64Array,
  at: { readonly top: number; readonly view: number },
): Keys {
  const margin = Math.max(MARGIN, at.view * MARGIN_VIEWS);
  const range = rowsBetween(offsets, at.top - margin, at.top + at.view + margin);
  return { firstKey: rows[range.start]?.key ?? null, lastKey: rows[range.end - 1]?.key ?? null, ...range };
}
