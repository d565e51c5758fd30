import { Budget } from '@shared/budget.ts';
import type { BlobId } from '@shared/ids.ts';
import { MAX_BLOB_ROWS } from '@domain/blob/messages.ts';
import type { Clock } from '@ports/clock.ts';
import { FEW_UNANSWERED, OWN_QUESTIONS, STALL } from './blobLimits.ts';

/**
 * The questions to one peer whether it has blobs. However many are wanted, as on a device that was linked just now, only a few
 * are unanswered at a time, and no more are asked than it allows (BLX-16).
 */
export class AskQueue {
  private readonly clock: Clock;
  private readonly post: (blobs: readonly BlobId[]) => void;
  private readonly budget: Budget;
  private waiting = new Set<BlobId>();
  private readonly unanswered = new Set<BlobId>();
  private heardAt = 0;

  constructor(clock: Clock, post: (blobs: readonly BlobId[]) => void) {
    this.clock = clock;
    this.post = post;
    this.budget = new Budget(clock, OWN_QUESTIONS);
  }

  /** Asks for these as soon as may be; before all others where somebody waits for them. */
  ask(blobs: readonly BlobId[], isFirst: boolean): void {
    this.waiting = new Set(isFirst ? [...blobs, ...this.waiting] : [...this.waiting, ...blobs]);
    this.goOn();
  }

  /** It said whether it has one. */
  answered(blob: BlobId): void {
    if (!this.unanswered.delete(blob)) return;
    this.heardAt = this.clock.monotonic();
    this.goOn();
  }

  /** One is no longer wanted. */
  forget(blob: BlobId): void {
    this.waiting.delete(blob);
  }

  /** Takes the allowance for a question of another kind; false when it is used up. */
  mayAskMore(): boolean {
    return this.budget.take();
  }

  /** Asks as much of what waits as may be asked now. Who leaves questions unanswered is asked the next all the same, after a while. */
  goOn(): void {
    const now = this.clock.monotonic();
    if (now - this.heardAt >= STALL) this.unanswered.clear();
    while (this.waiting.size > 0 && this.unanswered.size < FEW_UNANSWERED) {
      const row = this.nextRow();
      if (row.length === 0) return;
      if (this.unanswered.size === 0) this.heardAt = now;
      for (const blob of row) this.unanswered.add(blob);
      this.post(row);
    }
  }

  private nextRow(): readonly BlobId[] {
    const row: BlobId[] = [];
    for (const blob of this.waiting) {
      if (row.length === MAX_BLOB_ROWS || !this.budget.take()) break;
      this.waiting.delete(blob);
      row.push(blob);
    }
    return row;
  }
}
