import type { Clock } from '@ports/clock.ts';

/** Work after which the thread is let go, ms: a hand on the screen must never wait for longer than a few of them. */
const LONGEST = 12;

/**
 * Work on the thread, measured by what it costs here and now: an event takes ten times as long on a slow machine, and when its code
 * has just been loaded.
 */
export class WorkSlice {
  private readonly clock: Clock;
  private since: number;

  constructor(clock: Clock) {
    this.clock = clock;
    this.since = clock.monotonic();
  }

  /** Whether it is time to let the thread go. */
  get isOver(): boolean {
    return this.clock.monotonic() - this.since >= LONGEST;
  }

  /** Lets what else waits for the thread have it. */
  async letGo(): Promise<void> {
    await new Promise<void>((resolve) => void this.clock.after(0, resolve));
    this.renew();
  }

  /** Says that the thread was let go by another wait. */
  renew(): void {
    this.since = this.clock.monotonic();
  }
}
