import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Says when the list or one of its rows changed its size: a pane that is resized, a card that grows once its data is there. Rows out of sight
 * keep their old heights as a guess: to forget them would move the view.
 */
export function useResize(scroller: RefObject<HTMLElement | null>, onResize: (element: HTMLElement) => void): void {
  const watch = useRef<Watch | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => onResize(element));
    observer.observe(element);
    watch.current = { observer, rows: new Set() };
    return () => {
      observer.disconnect();
      watch.current = null;
    };
  }, [scroller, onResize]);

  // After each render: which rows are in the DOM is up to the range, and the range comes by rendering.
  useLayoutEffect(() => {
    if (scroller.current && watch.current) watchRows(scroller.current, watch.current);
  });
}

interface Watch {
  readonly observer: ResizeObserver;
  readonly rows: Set<Element>;
}

function watchRows(element: HTMLElement, { observer, rows }: Watch): void {
  const shown = new Set(element.querySelectorAll(':scope > [data-row]'));
  for (const row of rows) if (!shown.has(row)) observer.unobserve(row);
  for (const row of shown) if (!rows.has(row)) observer.observe(row);
  rows.clear();
  for (const row of shown) rows.add(row);
}
