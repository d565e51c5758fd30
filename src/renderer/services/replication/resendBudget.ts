import type { Clock } from '@ports/clock.ts';

/** What was sent before may be sent this many times more: lost frames and returning databases, but not on and on. */
const TIMES_AGAIN = 3;
/** A little may be sent more often than that, bytes. */
const SLACK = 64 * 1024;
/** Of what was sent again half is forgiven after this long, ms: a peer whose disk was full for an hour is not a thief. */
const FORGIVEN_BY_HALF = 60_000;

/** By chain: the lowest and the highest place sent so far. */
export type SentRanges = Map<string, { readonly low: number; readonly high: number }>;

/** How much of what one peer had before it may have once more (REP-12). */
export class ResendBudget {
  private readonly clock: Clock;
  private fresh = 0;
  private again = 0;
  private countedAt: number;

  constructor(clock: Clock) {
    this.clock = clock;
    this.countedAt = clock.monotonic();
  }

  /** Whether something may be sent again now. */
  allowsAgain(): boolean {
    const now = this.clock.monotonic();
    this.again *= 0.5 ** ((now - this.countedAt) / FORGIVEN_BY_HALF);
    this.countedAt = now;
    return this.again <= TIMES_AGAIN * this.fresh + SLACK;
  }

  /** Counts what was sent. */
  sent(bytes: number, isAgain: boolean): void {
    if (isAgain) this.again += bytes;
    else this.fresh += bytes;
  }
}
