import type { Clock } from '@ports/clock.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';

/** What a program may put into the log of its chat before the person is asked, and again with each leave, bytes. */
export const KEEP_STEP = 100_000_000;
/** When what an instance keeps is counted for the first time, and then again, ms: counting reads all of it. */
const COUNTED = { after: 20_000, every: 5 * 60_000 } as const;

/** What is counted, and with what. */
export interface KeepBudgetParts {
  /** Bytes that the instance's updates and documents take here now; null where that cannot be told. */
  readonly count: () => Promise<number | null>;
  readonly clock: Pick<Clock, 'after'>;
  /** What the person allowed before, bytes. */
  readonly allowed: number;
  readonly onAllowed: (bytes: number) => void;
}

/**
 * What one instance may keep here (PRG-22). What is said in it is kept for ever, within limits that let it take half a gigabyte an hour; beyond
 * a budget a program says nothing more until the person allows it. What others say in it counts, and cannot be held back here.
 */
export class KeepBudget {
  private readonly parts: KeepBudgetParts;
  private readonly shown = writableSnapshot<number | null>(null);
  private allowed: number;
  private kept = 0;
  private stop: Disposer;
  private isDisposed = false;

  constructor(parts: KeepBudgetParts) {
    this.parts = parts;
    this.allowed = parts.allowed;
    this.stop = parts.clock.after(COUNTED.after, () => void this.look());
  }

  /** Bytes that are kept where that is more than is allowed; else null. */
  get exceeded(): Snapshot<number | null> {
    return this.shown;
  }

  /** Whether the program may say so much more. What it may counts from now on. */
  take(bytes: number): boolean {
    if (this.kept + bytes > this.allowed) {
      this.shown.set(Math.max(this.kept, this.allowed));
      return false;
    }
    this.kept += bytes;
    return true;
  }

  /** So much of what was taken is not kept after all. */
  giveBack(bytes: number): void {
    this.kept = Math.max(0, this.kept - bytes);
  }

  /** The person allows one step more than there is. */
  allowMore(): void {
    this.allowed = Math.max(this.kept, this.allowed) + KEEP_STEP;
    this.parts.onAllowed(this.allowed);
    this.shown.set(null);
  }

  dispose(): void {
    this.isDisposed = true;
    this.stop();
  }

  private async look(): Promise<void> {
    const kept = await this.parts.count();
    if (this.isDisposed) return;
    if (kept !== null) this.kept = kept;
    if (this.kept > this.allowed) this.shown.set(this.kept);
    this.stop = this.parts.clock.after(COUNTED.every, () => void this.look());
  }
}
