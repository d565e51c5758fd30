import type { SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { eventMessages } from './eventMessages.ts';
import { type SessionCore, floorFor } from './session.ts';
import { MOST_RELAYED, RELAY_DELAY, RELAY_SPREAD } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

/**
 * Hands on to one peer what came from another (REP-16): after a while, and only what the peer has neither sent nor
 * acknowledged by then. Too much at once is left to the comparison of digests, which follows in any case.
 */
export class Relay {
  private readonly core: SessionCore;
  /** Compares a space with the peer. */
  private readonly compare: (space: SpaceId) => void;
  private readonly due = new Map<SpaceId, AdmittedEvent[]>();
  private stop: Disposer = () => undefined;
  private rounds = 0;

  constructor(core: SessionCore, compare: (space: SpaceId) => void) {
    this.core = core;
    this.compare = compare;
  }

  /** Whether something of a space waits here: to be found different from the peer is no wonder then. */
  isDue(space: SpaceId): boolean {
    return this.due.has(space);
  }

  offer(log: SpaceLog, events: readonly AdmittedEvent[]): void {
    if (this.due.size === 0) {
      this.stop = this.core.context.clock.after(RELAY_DELAY + this.jitter(), () => void this.flush());
    }
    const waiting = this.due.get(log.space) ?? [];
    // One above the most is enough to say that it is too much.
    for (const event of events) if (waiting.length <= MOST_RELAYED) waiting.push(event);
    this.due.set(log.space, waiting);
  }

  dispose(): void {
    this.stop();
    this.due.clear();
  }

  private async flush(): Promise<void> {
    const due = [...this.due];
    this.due.clear();
    for (const [space, events] of due) {
      const log = await this.core.hooks.logOf(space);
      if (log === null || this.core.isClosed()) continue;
      const wanted = events.length > MOST_RELAYED ? [] : events.filter((event) => this.isWanted(log, event));
      for (const message of eventMessages(log, wanted)) this.core.post(message);
      this.compare(space);
    }
  }

  private isWanted(log: SpaceLog, { content }: AdmittedEvent): boolean {
    const { device, seq } = content;
    if (device === this.core.peer.device || this.core.known.holds(log.space, device, seq)) return false;
    return seq > floorFor(this.core, log.space)(device) && seq <= (log.heads.chain(device)?.seq ?? -1);
  }

  /** Spread by our own device's key, which nobody else has: peers of one event do not all speak at once. */
  private jitter(): number {
    const { device } = this.core.context.self;
    this.rounds += 1;
    return ((device.charCodeAt(this.rounds % device.length) * 37) % 64) * (RELAY_SPREAD / 64);
  }
}
