import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** How long after a start, or after what asked for it, bytes and messages are compared, ms: opening comes first, and what was chosen may be taken back. */
const SETTLED = 20_000;
/** What is too old today was not yesterday, ms. */
const DAILY = 24 * 3_600_000;

/** When what is here is compared with what is to stay (FIL-8). Nothing before it was said that every message there is is known. */
export class Sweeps {
  private readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  private readonly sweep: () => void;
  private isTrusted = false;
  private isSoon = false;
  /** Monotonic ms. */
  private openUntil = -Infinity;
  private stop: Disposer = () => undefined;

  constructor(clock: Pick<Clock, 'monotonic' | 'after'>, sweep: () => void) {
    this.clock = clock;
    this.sweep = sweep;
  }

  /** Whether a rule was chosen so lately that it may still be taken back: nothing is done by rules then (RET-6). */
  get isOpen(): boolean {
    return this.openFor > 0;
  }

  /** From now on, and then again and again. */
  begin(): void {
    this.isTrusted = true;
    this.sweepIn(SETTLED);
  }

  /** A rule is being chosen: whatever was about to be done waits until it stood for a while. */
  onChosen(): void {
    this.openUntil = this.clock.monotonic() + SETTLED;
    if (!this.isTrusted) return;
    this.isSoon = true;
    this.sweepIn(SETTLED);
  }

  soon(): void {
    if (!this.isTrusted || this.isSoon) return;
    this.isSoon = true;
    this.sweepIn(SETTLED);
  }

  /** At once, unless a rule may still be taken back. */
  now(): void {
    if (!this.isTrusted) return;
    if (this.isOpen) this.soon();
    else this.sweep();
  }

  dispose(): void {
    this.stop();
  }

  private get openFor(): number {
    return this.openUntil - this.clock.monotonic();
  }

  private sweepIn(delay: number): void {
    this.stop();
    this.stop = this.clock.after(delay, () => {
      if (this.isOpen) return this.sweepIn(Math.ceil(this.openFor));
      this.isSoon = false;
      this.sweepIn(DAILY);
      this.sweep();
    });
  }
}
