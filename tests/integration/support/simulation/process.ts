import type { Clock } from '@ports/clock.ts';
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';

/** What a crash may meet: before a call reached the disk, with a part of it there, or after it and before the answer. */
export type CrashPhase = 'before' | 'torn' | 'after';

/** A running process: it can be ended at any step it takes towards store and journal. */
export class SimulatedProcess {
  isAlive = true;
  /** Steps towards store and journal that were begun. */
  steps = 0;
  private fuse: { left: number; readonly phase: CrashPhase } | null = null;
  private readonly clock: Clock;
  private readonly random: SeededRandom;
  private readonly onCrash: () => void;

  constructor(clock: Clock, random: SeededRandom, onCrash: () => void) {
    this.clock = clock;
    this.random = random;
    this.onCrash = onCrash;
  }

  /** Ends it at the step that is `steps` from now. */
  crashAfter(steps: number, phase: CrashPhase): void {
    this.fuse = { left: steps, phase };
  }

  /** Takes back what {@link crashAfter} said. */
  calm(): void {
    this.fuse = null;
  }

  /** The clock of this process: its timers end with it, and its wall clock may be wrong. */
  clockWith(offset: () => number): Clock {
    return {
      now: () => this.clock.now() + offset(),
      monotonic: () => this.clock.monotonic(),
      after: (delay, task) => this.clock.after(delay, () => (this.isAlive ? task() : undefined)),
    };
  }

  /**
   * One step: time passes, `work` is done, time passes, the answer comes. Of a process that ended meanwhile no answer ever comes;
   * `torn` is what then stands of the work.
   */
  async step<T>(work: () => Promise<T>, torn?: () => void): Promise<T> {
    const never = new Promise<never>(() => undefined);
    if (!this.isAlive) return never;
    this.steps += 1;
    const phase = this.burn();
    await this.pause();
    if (!this.lives()) return never;
    if (phase === 'before') return this.crash();
    if (phase === 'torn') {
      torn?.();
      return this.crash();
    }
    const result = await work();
    if (phase === 'after') return this.crash();
    await this.pause();
    return this.lives() ? result : never;
  }

  /** Ends it now. */
  end(): void {
    this.isAlive = false;
  }

  private crash(): Promise<never> {
    if (this.isAlive) this.onCrash();
    return new Promise<never>(() => undefined);
  }

  private lives(): boolean {
    return this.isAlive;
  }

  private burn(): CrashPhase | null {
    if (this.fuse === null) return null;
    this.fuse.left -= 1;
    if (this.fuse.left > 0) return null;
    const { phase } = this.fuse;
    this.fuse = null;
    return phase;
  }

  /** Some steps are immediate, others take their time, so that they meet each other in every order. */
  private async pause(): Promise<void> {
    if (this.random.chance(0.7)) return;
    const delay = this.random.integer(4);
    await new Promise<void>((resolve) => void this.clock.after(delay, resolve));
  }
}
