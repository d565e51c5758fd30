import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { MAX_FRAME, SMALL_FRAME } from './frames.ts';
import { HIGH_WATER } from './wire.ts';

/** After a message that somebody waits for, `bulk` holds back for so long, ms. */
export const TALK_HOLD = 250;
/** Bytes that `bulk` may have buffered at once while somebody talks. */
export const TALK_BURST = 2 * SMALL_FRAME;
/** At most one such burst in so many ms. */
export const TALK_PAUSE = 8;

/** What `bulk` may do now: hand over frames of at most `frame` bytes until `ceiling` bytes are buffered. */
export interface BulkAllowance {
  readonly frame: number;
  readonly ceiling: number;
}

const FULL: BulkAllowance = { frame: MAX_FRAME, ceiling: HIGH_WATER.bulk };
const COURTEOUS: BulkAllowance = { frame: SMALL_FRAME, ceiling: TALK_BURST };

/**
 * How fast `bulk` may go. All channels of a connection share its congestion window, and both devices their cores and disks, so a file at
 * full speed makes a message wait several times its own time. While messages go or come, `bulk` moves a little at a time with pauses
 * between; when nobody has said anything for {@link TALK_HOLD} it takes all there is. It never stops altogether.
 */
export class BulkPace {
  readonly #clock: Clock;
  readonly #resume: () => void;
  #quietFrom = Number.NEGATIVE_INFINITY;
  #nextBurst = Number.NEGATIVE_INFINITY;
  #stopWaiting: Disposer | null = null;

  /** `resume` is called when `bulk` that was told to wait may go on. */
  constructor(clock: Clock, resume: () => void) {
    this.#clock = clock;
    this.#resume = resume;
  }

  /** A message that is not of `bulk` went or came. */
  noteTalk(): void {
    this.#quietFrom = this.#clock.monotonic() + TALK_HOLD;
  }

  /** What `bulk` may do now; null: wait, `resume` follows. What is allowed counts as done. */
  ask(): BulkAllowance | null {
    const now = this.#clock.monotonic();
    if (now >= this.#quietFrom) return FULL;
    if (now < this.#nextBurst) {
      this.#wait(this.#nextBurst - now);
      return null;
    }
    this.#nextBurst = now + TALK_PAUSE;
    this.#wait(TALK_PAUSE);
    return COURTEOUS;
  }

  /** Nothing is to be sent any more. */
  stop(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }

  #wait(delay: number): void {
    this.#stopWaiting ??= this.#clock.after(delay, () => {
      this.#stopWaiting = null;
      this.#resume();
    });
  }
}
