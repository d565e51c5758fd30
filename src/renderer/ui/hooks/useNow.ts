import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all who show relative times; it runs only while someone does. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Nobody kept it fresh while nobody looked.
  if (timer === undefined) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const hear of listeners) hear();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, fresh to the half minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
