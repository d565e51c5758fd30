/** How much of something is allowed: `capacity` at once, and `perSecond` again with time (a token bucket). */
export interface Allowance {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Ms since some fixed moment, never back. */
export interface Monotonic {
  monotonic(): number;
}

/** A token bucket over a monotonic clock (REP-11). */
export class Budget {
  private left: number;
  private at: number;
  private readonly clock: Monotonic;
  private readonly allowance: Allowance;

  constructor(clock: Monotonic, allowance: Allowance) {
    this.clock = clock;
    this.allowance = allowance;
    this.left = allowance.capacity;
    this.at = clock.monotonic();
  }

  /** Takes so many, or none of them where fewer are left. */
  take(count = 1): boolean {
    const now = this.clock.monotonic();
    const regained = ((now - this.at) / 1000) * this.allowance.perSecond;
    this.left = Math.min(this.allowance.capacity, this.left + regained);
    this.at = now;
    if (this.left < count) return false;
    this.left -= count;
    return true;
  }
}
