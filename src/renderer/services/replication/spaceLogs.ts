import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { ChainHead } from '@ports/documentStore.ts';
import type { ReplicationContext } from './context.ts';
import { SpaceHeads } from './heads.ts';
import { groupBy } from './journalChains.ts';
import { SpaceLog } from './spaceLog.ts';
import { WorkSlice } from './workSlice.ts';

/** More logs than this are not kept in memory, if some of them have not been asked for in a while. */
export const MOST_OPEN_LOGS = 32;
/** A log that was asked for within this time stays, ms: somebody may be working with it. */
export const LOG_REST = 60_000;

/** How a space stands, as far as comparing it needs. */
export interface Standing {
  /** Bytes of the space's id. */
  readonly space: Uint8Array;
  readonly digest: Uint8Array;
  /** Whether a chain is held, and not from its beginning on. */
  readonly isPartial: boolean;
  readonly chains: readonly { readonly device: DeviceId; readonly seq: number }[];
  /** Clock of the newest event, ms; 0 where there is none. */
  readonly newestAt: number;
}

interface OpenLog {
  readonly log: Promise<SpaceLog | null>;
  /** The same, once it is there. */
  opened: SpaceLog | null;
  askedAt: number;
}

/**
 * The logs of all spaces: open on demand, let go when there are many and nobody works with them (REP-21). How a space stands
 * that is not open is known from one reading of all chain heads, so that a link-up of many spaces opens none.
 */
export class SpaceLogs {
  private readonly context: ReplicationContext;
  /** What has to be known before a log is opened. */
  private readonly ready: () => Promise<void>;
  private readonly open = new Map<SpaceId, OpenLog>();
  private resting: Promise<ReadonlyMap<SpaceId, readonly ChainHead[]> | null> | null = null;
  private readonly standings = new Map<SpaceId, Standing>();

  constructor(context: ReplicationContext, ready: () => Promise<void>) {
    this.context = context;
    this.ready = ready;
  }

  /** How many logs are in memory. */
  get size(): number {
    return this.open.size;
  }

  /** The log of a space, opened on first use; null while the store cannot be read. */
  async logOf(space: SpaceId): Promise<SpaceLog | null> {
    const now = this.context.clock.monotonic();
    const known = this.open.get(space);
    if (known !== undefined) {
      known.askedAt = now;
      return known.log;
    }
    const log = this.ready().then(() => SpaceLog.open(this.context, space));
    const entry: OpenLog = { log, opened: null, askedAt: now };
    this.open.set(space, entry);
    const opened = await log;
    entry.opened = opened;
    if (opened === null) this.open.delete(space);
    else void this.letGo(now);
    return opened;
  }

  /** Whether own events may be in the journal alone (REP-3). A log of which that is true stays open. */
  get hasLate(): boolean {
    return [...this.open.values()].some(({ opened }) => opened?.hasLate === true);
  }

  /** Reads how every space stands that is not open, so that a link-up finds it done. Lets the thread go in between. */
  async prepare(): Promise<void> {
    const slice = new WorkSlice(this.context.clock);
    for (const space of (await this.readResting())?.keys() ?? []) {
      if (this.standingNow(space) !== null) continue;
      await this.standingOf(space);
      if (slice.isOver) await slice.letGo();
    }
  }

  /** How a space stands, where that is known without waiting; null where it is not. */
  standingNow(space: SpaceId): Standing | null {
    const known = this.open.get(space);
    if (known === undefined) return this.standings.get(space) ?? null;
    return known.opened?.fromPeers.isSafe === true ? standingOf(known.opened) : null;
  }

  /** How a space stands with what is safe here (REP-19); null while the store cannot be read. */
  async standingOf(space: SpaceId): Promise<Standing | null> {
    const known = this.open.get(space);
    if (known !== undefined) {
      const log = await known.log;
      if (log === null) return null;
      // As it is now: what comes while this is made safe is not.
      const standing = standingOf(log);
      return (await log.fromPeers.makeSafe()) ? standing : null;
    }
    const kept = this.standings.get(space);
    if (kept !== undefined) return kept;
    const resting = await this.readResting();
    // It may have been opened, and changed, meanwhile.
    if (resting === null || this.open.has(space)) return this.open.has(space) ? this.standingOf(space) : null;
    const standing = this.standingAtRest(space, resting.get(space) ?? []);
    this.standings.set(space, standing);
    return standing;
  }

  /** The ends of chains of a space may have moved. */
  endsMoved(space: SpaceId): void {
    this.standings.delete(space);
  }

  private async readResting(): Promise<ReadonlyMap<SpaceId, readonly ChainHead[]> | null> {
    await this.ready();
    this.resting ??= this.context.store.allChainHeads().then((heads) => {
      if (!heads.ok) this.resting = null;
      return heads.ok ? groupBy(heads.value, ({ space }) => space) : null;
    });
    return this.resting;
  }

  private standingAtRest(space: SpaceId, chains: readonly ChainHead[]): Standing {
    const { directory, self } = this.context;
    const heads = new SpaceHeads(space, { chains, buckets: [] }, (device) => directory.endOf(space, device));
    const isWhole = ({ device, floor }: ChainHead) => floor <= directory.floorOf(space, self.account, device) + 1;
    const visible = heads.allChains();
    const isPartial = !visible.every(isWhole);
    return { space: idBytes(space), digest: heads.digest(), isPartial, ...placesOf(visible) };
  }

  /** Lets go of logs nobody has asked for in a while, until there are not too many. */
  private async letGo(now: number): Promise<void> {
    if (this.open.size <= MOST_OPEN_LOGS) return;
    const oldest = [...this.open].toSorted(([, one], [, other]) => one.askedAt - other.askedAt);
    for (const [space, entry] of oldest) {
      if (this.open.size <= MOST_OPEN_LOGS || now - entry.askedAt < LOG_REST) return;
      const log = await entry.log;
      const isAsked = this.context.clock.monotonic() - entry.askedAt < LOG_REST;
      if (log === null || isAsked || !log.isQuiet || log.isPartial) continue;
      this.standings.set(space, standingOf(log));
      this.open.delete(space);
    }
  }
}

function standingOf(log: SpaceLog): Standing {
  const { heads, isPartial } = log;
  return { space: idBytes(log.space), digest: heads.digest(), isPartial, ...placesOf(heads.allChains()) };
}

function placesOf(chains: readonly ChainHead[]): Pick<Standing, 'chains' | 'newestAt'> {
  const newestAt = chains.reduce((newest, { at }) => Math.max(newest, at), 0);
  return { chains: chains.map(({ device, seq }) => ({ device, seq })), newestAt };
}
