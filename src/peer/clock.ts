import type { Clock } from '@ports/clock.ts';

/** Node's clock. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delay, task) => {
    if (delay > 0) {
      const timer = setTimeout(task, delay);
      return () => clearTimeout(timer);
    }
    const soon = setImmediate(task);
    return () => clearImmediate(soon);
  },
};
