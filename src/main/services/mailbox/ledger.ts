import { createHmac, randomBytes } from 'node:crypto';

/** So many bundles are known before those are looked for that are over. */
const SWEEP_ABOVE = 10_000;

/** How much of a store one address may hold. */
export interface LedgerLimits {
  /** Of what is free, the part that one address may hold. */
  readonly keptShare: number;
  /** What it may hold however little is free, bytes. */
  readonly keptLeast: number;
}

interface Held {
  readonly party: string;
  readonly size: number;
  readonly until: number;
}

/** Room that is taken for a bundle while it is being kept. */
export interface Reservation {
  /** It is kept, under this id. */
  kept(id: number, until: number): void;
  /** It is not. */
  drop(): void;
}

/**
 * How much of what a store keeps came from which address (MBS-16). Known is what came to this process since it started, and addresses
 * only as hashes under a key of this process: nothing of it is ever written down.
 */
export class Ledger {
  private readonly limits: LedgerLimits;
  private readonly now: () => number;
  private readonly key = randomBytes(32);
  private readonly held = new Map<number, Held>();
  private readonly sums = new Map<string, number>();
  private sweepAbove = SWEEP_ABOVE;

  constructor(limits: LedgerLimits, now: () => number) {
    this.limits = limits;
    this.now = now;
  }

  /** How many bundles are known. */
  get size(): number {
    return this.held.size;
  }

  /**
   * Takes room for a bundle of an address; null when it holds its share of what is `free`. The fuller a store, the smaller the share: so
   * many addresses have to come together to fill it.
   */
  reserve(address: string, size: number, free: number): Reservation | null {
    const party = createHmac('sha256', this.key).update(address).digest('base64url').slice(0, 16);
    const most = Math.max(this.limits.keptLeast, free * this.limits.keptShare);
    if (this.sumOf(party) + size > most) this.sweep();
    if (this.sumOf(party) + size > most) return null;
    this.count(party, size);
    return {
      kept: (id, until) => {
        // The same bundle came twice: it is held once.
        if (this.held.has(id)) return this.count(party, -size);
        this.held.set(id, { party, size, until });
        if (this.held.size > this.sweepAbove) this.sweep();
      },
      drop: () => this.count(party, -size),
    };
  }

  /** These are not kept any more. */
  release(ids: readonly number[]): void {
    for (const id of ids) {
      const held = this.held.get(id);
      if (held === undefined) continue;
      this.held.delete(id);
      this.count(held.party, -held.size);
    }
  }

  private sumOf(party: string): number {
    return this.sums.get(party) ?? 0;
  }

  private count(party: string, by: number): void {
    const sum = this.sumOf(party) + by;
    if (sum > 0) this.sums.set(party, sum);
    else this.sums.delete(party);
  }

  private sweep(): void {
    const now = this.now();
    this.release([...this.held].filter(([, { until }]) => until <= now).map(([id]) => id));
    this.sweepAbove = Math.max(SWEEP_ABOVE, 2 * this.held.size);
  }
}
