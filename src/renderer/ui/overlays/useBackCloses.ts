import { useEffect } from 'react';
import { useLatest } from '../hooks/useLatest.ts';

/** What is needed of a step through the history of the window. */
interface Step extends Event {
  readonly navigationType: string;
  readonly destination: { readonly index: number };
}

/** As much of the Navigation API as this takes; browsers without it go back as ever. */
interface Steps extends EventTarget {
  readonly currentEntry: { readonly index: number } | null;
}

/** Closes what lies over the window, the topmost last. */
const open: (() => void)[] = [];

/**
 * While it is mounted a step back (the browser's, a button of the mouse, Alt and the arrow) closes it and goes nowhere. Nothing is added to the
 * history for it: the way forward, and where one came from, stay as they were.
 */
export function useBackCloses(onClose: () => void): void {
  const latest = useLatest(onClose);
  useEffect(() => lieOver(() => latest.current()), [latest]);
}

function lieOver(close: () => void): () => void {
  const steps = stepsOf();
  if (open.length === 0) steps?.addEventListener('navigate', onStep);
  open.push(close);
  return () => {
    open.splice(open.indexOf(close), 1);
    if (open.length === 0) steps?.removeEventListener('navigate', onStep);
  };
}

function onStep(event: Event): void {
  const { navigationType, destination } = event as Step;
  const here = stepsOf()?.currentEntry?.index ?? -1;
  // A browser lets no page hold back a second step in a row that nobody pressed anything between.
  if (navigationType !== 'traverse' || !event.cancelable || destination.index >= here) return;
  event.preventDefault();
  open.at(-1)?.();
}

function stepsOf(): Steps | undefined {
  return (window as unknown as { readonly navigation?: Steps }).navigation;
}
