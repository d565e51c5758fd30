import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** The platform's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delay, task) => {
    if (delay <= 0) return soon(task);
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  },
};

/** By a message and no timer: browsers hold back timers of nothing by 4 ms, and by a second where nobody looks. */
function soon(task: () => void): Disposer {
  const { port1, port2 } = new MessageChannel();
  const close = () => port1.close();
  port1.addEventListener('message', () => {
    close();
    task();
  });
  port1.start();
  port2.postMessage(null);
  return close;
}
