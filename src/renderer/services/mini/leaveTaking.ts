import type { FromProgram } from '@shared/mini/bridge.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** How long a page that is to end may take to say its last, ms. */
export const LEAVE_DEADLINE = 500;
/** A page that said that it is out of sight has said its last once it said nothing for so long, ms: what it sends may wait for its own storage. */
export const LAST_QUIET = 100;

/** What a page says when it goes out of sight. */
export type LastWord = Pick<Extract<FromProgram, { readonly type: 'hidden' }>, 'place' | 'hasWorkers'>;

/**
 * Waits until a page that was told that it goes out of sight has said its last (MPH-16): until it said so and then sent nothing for a while. No longer than
 * `deadline`, ms, and no longer than {@link LEAVE_DEADLINE} from when it said so.
 */
export class LeaveTaking {
  private readonly clock: Clock;
  private readonly onEnd: (word: LastWord | null) => void;
  private readonly until: number;
  private word: LastWord | null = null;
  private isOver = false;
  private stopDeadline: Disposer;
  private stopQuiet: Disposer = () => undefined;

  constructor(clock: Clock, deadline: number, onEnd: (word: LastWord | null) => void) {
    this.clock = clock;
    this.onEnd = onEnd;
    this.until = clock.monotonic() + deadline;
    this.stopDeadline = clock.after(deadline, () => this.end());
  }

  /** The page said that it knows. */
  hear(word: LastWord): void {
    if (this.word !== null || this.isOver) return;
    this.word = word;
    this.stopDeadline();
    const left = Math.min(LEAVE_DEADLINE, this.until - this.clock.monotonic());
    this.stopDeadline = this.clock.after(left, () => this.end());
    this.spoke();
  }

  /** The page sent something. */
  spoke(): void {
    if (this.word === null || this.isOver) return;
    this.stopQuiet();
    this.stopQuiet = this.clock.after(LAST_QUIET, () => this.end());
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.stopDeadline();
    this.stopQuiet();
    this.onEnd(this.word);
  }
}
