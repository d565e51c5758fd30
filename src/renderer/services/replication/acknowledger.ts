import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { inMessages } from '@domain/link/messages.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { type SessionCore, floorFor, keepHeld, sharedLog } from './session.ts';
import { ACK_DELAY } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

interface Due {
  /** Chains that moved; null for every chain. */
  chains: Set<DeviceId> | null;
  /** Whether the peer brought something: then digests are compared as well. */
  isCompared: boolean;
}

/** Tells one peer what is durable here (REP-7), and keeps what it says is durable there. */
export class Acknowledger {
  private readonly core: SessionCore;
  private readonly due = new Map<SpaceId, Due>();
  private stop: Disposer = () => undefined;

  constructor(core: SessionCore) {
    this.core = core;
  }

  /** These chains moved. */
  moved(space: SpaceId, chains: readonly DeviceId[]): void {
    const due = this.dueOf(space);
    for (const chain of chains) due.chains?.add(chain);
  }

  /** The peer brought something of this space: what moved is told and compared; if nothing did, it is told how all stands. */
  brought(space: SpaceId, isNew: boolean): void {
    const due = this.dueOf(space);
    due.isCompared = true;
    if (!isNew) due.chains = null;
  }

  /** The peer says how far it holds chains. */
  async take(space: SpaceId, chains: readonly (readonly [DeviceId, number])[]): Promise<void> {
    const log = await sharedLog(this.core, space);
    if (log === null) return;
    const { device } = this.core.peer;
    const { directory } = this.core.context;
    const known = chains.flatMap(([chain, seq]) => {
      const head = log.heads.chain(chain);
      // Of devices nobody knows nothing is remembered: a peer can name as many as it likes.
      if (head !== null || directory.accountOf(space, chain) !== null) this.core.known.note(space, chain, seq);
      // Nobody can hold more than there is; a larger claim says nothing about what is here.
      return head === null ? [] : [{ space, device, chain, seq: Math.min(seq, head.seq) }];
    });
    await keepHeld(this.core, known);
  }

  dispose(): void {
    this.stop();
    this.due.clear();
  }

  private dueOf(space: SpaceId): Due {
    if (this.due.size === 0) this.stop = this.core.context.clock.after(ACK_DELAY, () => void this.flush());
    const due = this.due.get(space) ?? { chains: new Set(), isCompared: false };
    this.due.set(space, due);
    return due;
  }

  private async flush(): Promise<void> {
    const all = [...this.due];
    this.due.clear();
    for (const [space, { chains: moved, isCompared }] of all) {
      const log = await this.core.hooks.logOf(space);
      if (log === null) continue;
      const floorOf = floorFor(this.core, space);
      const chains = log.heads
        .allChains()
        .filter(({ device, seq }) => seq > floorOf(device))
        // Up to there and not only there: of a chain that is not whole nothing can be said.
        .filter((head) => (moved?.has(head.device) ?? true) && log.isWhole(head))
        .map(({ device, seq }): [DeviceId, number] => [device, seq]);
      const digest = log.heads.digest();
      // As it was now: what comes while this is made safe is told of later.
      if (!(await log.fromPeers.makeSafe())) continue;
      if (chains.length > 0) for (const some of inMessages(chains)) this.core.post({ t: 'ack', space, chains: some });
      // In the midst of it the two differ, and both know why.
      if (isCompared && !this.isFetching(log)) this.core.post({ t: 'digests', spaces: [[space, digest]] });
    }
  }

  private isFetching(log: SpaceLog): boolean {
    return this.core.hooks.planOf(log).isFetching;
  }
}
