import type { DeviceId } from '@shared/ids.ts';
import type { FloorOf, SpaceHeads } from './heads.ts';

/** What a peer says it holds of a chain. */
export interface Claim {
  readonly seq: number;
  readonly at: number;
  readonly floor: number;
}

/** Events of a chain to ask for: from `from` up to, and without, `below`; of too many the first when `up`, else the last. */
export interface RangeQuestion {
  readonly device: DeviceId;
  readonly from: number;
  readonly below: number;
  readonly up: boolean;
}

/** How much of a space is here of what its readers are given. */
export interface HistoryProgress {
  readonly held: number;
  readonly total: number;
}

/** Who fetches: a session. */
export type Fetcher = object;

/** Behind by more than this many events the newest are fetched first, in pieces. */
export const HISTORY_FROM = 100;

interface Want extends RangeQuestion {
  /** Clock of the event above what is wanted: the newest is fetched first. */
  readonly at: number;
}

/**
 * What of the chains of a space is still to be fetched, newest first over all chains, and by whom (REP-17). One chain is fetched
 * by one session at a time; every session may fetch another.
 */
export class HistoryPlan {
  private readonly heads: SpaceHeads;
  /** From which place on a chain is given to us at all. */
  private readonly lowestOf: FloorOf;
  private readonly claims = new Map<Fetcher, ReadonlyMap<DeviceId, Claim>>();
  private readonly flights = new Map<DeviceId, Fetcher>();
  /** Chains of which a peer gave nothing more. */
  private readonly spent = new Map<Fetcher, Set<DeviceId>>();
  /** Chains of which a peer said to hold what it did not give: it is asked for again, and nothing waits for it meanwhile. */
  private readonly doubted = new WeakMap<Fetcher, Set<DeviceId>>();
  /** What has come and is not stored yet: where the next piece ends. */
  private readonly coming = new Map<DeviceId, { readonly below: number; readonly at: number }>();

  constructor(heads: SpaceHeads, lowestOf: FloorOf) {
    this.heads = heads;
    this.lowestOf = lowestOf;
  }

  /** Whether it is the plan of this log: another takes its place when the log was let go and opened again. */
  isOf(heads: SpaceHeads): boolean {
    return this.heads === heads;
  }

  claim(fetcher: Fetcher, claims: ReadonlyMap<DeviceId, Claim>): void {
    this.claims.set(fetcher, claims);
    this.spent.delete(fetcher);
  }

  /** Whether history is coming, or about to, from peers who gave so far what they said to hold. */
  get isFetching(): boolean {
    for (const [device, fetcher] of this.flights) if (!this.isDoubted(fetcher, device)) return true;
    return this.isMuch(this.highest({ believed: true }), 0);
  }

  /**
   * Whether it is worth while to fetch by this plan rather than by so many buckets that differ, or not possible otherwise. A bucket is a
   * question and a transaction of its own: of what one person said in a month they are five, and of three hundred people fifteen hundred.
   */
  isWanted(buckets = 0): boolean {
    return this.isMuch(this.highest(), buckets);
  }

  private isMuch(claims: ReadonlyMap<DeviceId, Claim>, buckets: number): boolean {
    let missing = 0;
    let chains = 0;
    for (const [device, claim] of claims) {
      if (this.isPlaceless(device, claim)) return true;
      const lacking = claim.seq - (this.heads.heldChain(device)?.seq ?? this.lowestOf(device) - 1);
      missing += Math.max(0, lacking);
      if (lacking > 0) chains += 1;
    }
    return missing > HISTORY_FROM || (chains > 0 && chains < buckets);
  }

  /** Whether anybody holds of a chain what is not here, above what is here or below it. */
  get isBehind(): boolean {
    for (const [device, claim] of this.highest()) {
      const held = this.heads.heldChain(device);
      const lowest = Math.max(this.lowestOf(device), claim.floor);
      if (claim.seq >= lowest && (held === null || claim.seq > held.seq || held.floor > lowest)) return true;
    }
    return false;
  }

  /** Where ours begins, or theirs, in the midst of a bucket, places in buckets say nothing. */
  private isPlaceless(device: DeviceId, claim: Claim): boolean {
    const held = this.heads.heldChain(device);
    const lowest = this.lowestOf(device);
    if (held === null) return Math.max(lowest, claim.floor) > 0 && claim.seq >= lowest;
    return held.floor > lowest || (claim.floor > lowest && claim.seq > held.seq);
  }

  /** The next thing to ask this peer for; null when it has nothing that is wanted and not on its way. */
  next(fetcher: Fetcher): RangeQuestion | null {
    let best: Want | null = null;
    for (const [device, claim] of this.claims.get(fetcher) ?? []) {
      if (this.flights.has(device) || this.spent.get(fetcher)?.has(device) === true) continue;
      const want = this.wantOf(device, claim);
      if (want !== null && (best === null || want.at > best.at)) best = want;
    }
    if (best === null) return null;
    this.flights.set(best.device, fetcher);
    const { device, from, below, up } = best;
    return { device, from, below, up };
  }

  /** A piece came, and begins with the event of this place and clock. */
  came({ device, up }: RangeQuestion, first: { readonly seq: number; readonly at: number }): void {
    const fetcher = this.flights.get(device);
    if (fetcher !== undefined) this.doubted.get(fetcher)?.delete(device);
    this.flights.delete(device);
    if (!up) this.coming.set(device, { below: first.seq, at: first.at });
  }

  /** A peer gives nothing more of a chain, or what it gave was of no use. */
  failed(fetcher: Fetcher, device: DeviceId): void {
    this.flights.delete(device);
    this.coming.delete(device);
    const spent = this.spent.get(fetcher) ?? new Set();
    spent.add(device);
    this.spent.set(fetcher, spent);
    this.doubt(fetcher, device);
  }

  /** What came could not be joined to what is held, by nobody's fault. */
  missed(device: DeviceId): void {
    this.coming.delete(device);
  }

  /** A session ended, or does not answer: what it was asked for is asked of others, and of it once it says again what it holds. */
  leave(fetcher: Fetcher): void {
    this.claims.delete(fetcher);
    this.spent.delete(fetcher);
    for (const [device, owner] of this.flights) {
      if (owner !== fetcher) continue;
      this.flights.delete(device);
      this.coming.delete(device);
      this.doubt(fetcher, device);
    }
  }

  /** Null when nothing is missing that a linked peer says it has. */
  progress(): HistoryProgress | null {
    let [held, total] = [0, 0];
    for (const [device, claim] of this.highest({ believed: true })) {
      const lowest = this.lowestOf(device);
      const chain = this.heads.heldChain(device);
      const top = Math.max(claim.seq, chain?.seq ?? -1);
      total += Math.max(0, top - Math.max(lowest, Math.min(claim.floor, chain?.floor ?? claim.floor)) + 1);
      held += chain === null ? 0 : Math.max(0, chain.seq - Math.max(lowest, chain.floor) + 1);
    }
    return held >= total ? null : { held, total };
  }

  private wantOf(device: DeviceId, claim: Claim): Want | null {
    const lowest = Math.max(this.lowestOf(device), claim.floor);
    const held = this.heads.heldChain(device);
    if (held !== null && claim.seq > held.seq)
      return { device, from: held.seq + 1, below: claim.seq + 1, up: true, at: Infinity };
    const top = held === null ? { below: claim.seq + 1, at: claim.at } : { below: held.floor, at: Infinity };
    const { below, at } = this.coming.get(device) ?? top;
    return below > lowest ? { device, from: lowest, below, up: false, at } : null;
  }

  private doubt(fetcher: Fetcher, device: DeviceId): void {
    this.doubted.set(fetcher, (this.doubted.get(fetcher) ?? new Set()).add(device));
  }

  private isDoubted(fetcher: Fetcher, device: DeviceId): boolean {
    return this.doubted.get(fetcher)?.has(device) === true;
  }

  /** Of each chain the claim that goes farthest, and down to the lowest floor. */
  private highest({ believed } = { believed: false }): ReadonlyMap<DeviceId, Claim> {
    const highest = new Map<DeviceId, Claim>();
    for (const [fetcher, claims] of this.claims) {
      for (const [device, claim] of claims) {
        if (believed && this.isDoubted(fetcher, device)) continue;
        const known = highest.get(device) ?? claim;
        const floor = Math.min(known.floor, claim.floor);
        highest.set(device, { ...(claim.seq > known.seq ? claim : known), floor });
      }
    }
    return highest;
  }
}

/** Whether two say the same. */
export function isSameProgress(one: HistoryProgress | null, other: HistoryProgress | null): boolean {
  return one?.held === other?.held && one?.total === other?.total;
}
