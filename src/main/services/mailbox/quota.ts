/** So many names that used something are remembered before those are looked for that have all of it again. */
const SWEEP_ABOVE = 10_000;

/** What each of many may use: so much a second on average, and so much at once. It outlives their sockets. */
export class Quota {
  private readonly used = new Map<string, { left: number; at: number }>();
  private readonly limits: { readonly perSecond: number; readonly burst: number };
  private readonly now: () => number;
  private sweepAbove = SWEEP_ABOVE;

  /** `now` is a monotonic clock in ms. */
  constructor(limits: { readonly perSecond: number; readonly burst: number }, now: () => number) {
    this.limits = limits;
    this.now = now;
  }

  /** How many names are remembered. */
  get size(): number {
    return this.used.size;
  }

  /** Takes an amount; false when there is not so much left. */
  take(name: string, amount: number): boolean {
    const left = this.leftOf(name);
    if (left < amount) return false;
    this.used.set(name, { left: left - amount, at: this.now() });
    if (this.used.size > this.sweepAbove) this.sweep();
    return true;
  }

  private leftOf(name: string): number {
    const known = this.used.get(name);
    if (known === undefined) return this.limits.burst;
    return Math.min(this.limits.burst, known.left + ((this.now() - known.at) * this.limits.perSecond) / 1000);
  }

  private sweep(): void {
    for (const name of this.used.keys()) if (this.leftOf(name) >= this.limits.burst) this.used.delete(name);
    this.sweepAbove = Math.max(SWEEP_ABOVE, 2 * this.used.size);
  }
}
