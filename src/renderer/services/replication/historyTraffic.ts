import type { Clock } from '@ports/clock.ts';

/** Fewer events in a piece are talk that goes on, no history. */
const WORTH_WAITING = 32;
/** After so long without a piece, ms, nothing moves any more. */
const STILL_AFTER = 3000;
/** Nothing waits for longer than this, ms: a peer may be slow, or keep asking on purpose. */
const MOST_WAITING = 2 * 60_000;
/** What comes within that, ms, belongs to what came before, and is waited for no more. */
const BEGINS_ANEW_AFTER = 10 * 60_000;

/** Whether much history is being given or fetched now: a person waits for it, and work that nobody waits for can stand back (REP-28). */
export class HistoryTraffic {
  private readonly clock: Pick<Clock, 'monotonic'>;
  private begunAt = Number.NEGATIVE_INFINITY;
  private movedAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.clock = clock;
  }

  /** A piece of so many events went out, or came in. */
  moved(events: number): void {
    if (events < WORTH_WAITING) return;
    const now = this.clock.monotonic();
    if (now - this.movedAt >= BEGINS_ANEW_AFTER) this.begunAt = now;
    this.movedAt = now;
  }

  get isMoving(): boolean {
    const now = this.clock.monotonic();
    return now - this.movedAt < STILL_AFTER && now - this.begunAt < MOST_WAITING;
  }
}
