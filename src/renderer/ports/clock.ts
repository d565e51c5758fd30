import type { Disposer } from './snapshot.ts';

/** Time, so that tests can hold it. */
export interface Clock {
  /** Wall time in whole ms since the Unix epoch; may jump either way. */
  now(): number;
  /** Monotonic ms, for intervals only. */
  monotonic(): number;
  /** Calls `task` once after `delay` ms unless disposed. */
  after(delay: number, task: () => void): Disposer;
}
