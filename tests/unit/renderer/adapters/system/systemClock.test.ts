import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '@adapters/system/systemClock.ts';

/** Some turns of the event loop, without its timers. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('the platform clock', () => {
  // Timers stand still, as they nearly do in a tab nobody looks at.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('calls after no time once the thread was let go, whatever timers do, in order', async () => {
    const called: number[] = [];
    for (const number of [1, 2, 3]) systemClock.after(0, () => called.push(number));
    await Promise.resolve();
    expect(called).toEqual([]);
    await turns();
    expect(called).toEqual([1, 2, 3]);
  });

  it('calls nothing that was disposed', async () => {
    const called: number[] = [];
    systemClock.after(0, () => called.push(1))();
    const dispose = systemClock.after(5, () => called.push(2));
    systemClock.after(5, () => called.push(3));
    dispose();
    await turns();
    vi.advanceTimersByTime(5);
    expect(called).toEqual([3]);
  });

  it('waits for a timer where there is time to wait', async () => {
    const called: number[] = [];
    systemClock.after(10, () => called.push(1));
    await turns();
    vi.advanceTimersByTime(9);
    expect(called).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(called).toEqual([1]);
  });
});
