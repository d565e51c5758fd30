import type { EventId } from '@shared/ids.ts';
import type { LaneId, LaneReach, LaneSeat, LaneSeatEvents, RealtimeLanes } from '@ports/realtimeLanes.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { LaneTold } from './laneRelay.ts';
import type { LaneEvents } from './wire.ts';

/** What the worker is told. */
export type LaneOrder =
  | { readonly t: 'lane'; readonly lane: LaneId; readonly channel: RTCDataChannel }
  | { readonly t: 'drop'; readonly lane: LaneId }
  | { readonly t: 'sit'; readonly seat: number; readonly instance: EventId; readonly port: MessagePort }
  | { readonly t: 'reach'; readonly seat: number; readonly reach: LaneReach }
  | { readonly t: 'leave'; readonly seat: number };

/** The worker, as far as it is needed. */
export interface LaneThread {
  postMessage(order: LaneOrder, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: LaneTold }) => void): void;
}

/** A lane, from the making of its channel on. */
export interface AdoptedLane {
  /** Its number once the other end has spoken; null before, and when it is gone. */
  readonly lane: Snapshot<LaneId | null>;
  /** The connection ends: a channel does not always say so. */
  readonly end: () => void;
}

interface Known {
  readonly ready: WritableSnapshot<LaneId | null>;
  readonly events: LaneEvents;
}

/** The page's side of the lanes. The worker begins with the first of them; where channels cannot be given to it, there are none. */
export class LaneClient implements RealtimeLanes {
  private readonly start: () => LaneThread | null;
  private thread: LaneThread | null | undefined;
  private readonly lanes = new Map<LaneId, Known>();
  private readonly seats = new Map<number, LaneSeatEvents & { readonly port: MessagePort }>();
  private count = 0;

  /** `start` answers null where there are no workers. */
  constructor(start: () => LaneThread | null) {
    this.start = start;
  }

  /** Gives a channel that was made in this very task to the worker: later no channel can be given. */
  adopt(channel: RTCDataChannel, events: LaneEvents): AdoptedLane {
    const ready = writableSnapshot<LaneId | null>(null);
    const lane = this.next();
    const isGiven = this.order({ t: 'lane', lane, channel }, [channel]);
    if (isGiven) this.lanes.set(lane, { ready, events });
    else channel.close();
    const end = () => {
      if (this.lanes.has(lane)) this.order({ t: 'drop', lane });
    };
    return { lane: ready, end };
  }

  sit(instance: EventId, events: LaneSeatEvents): LaneSeat | null {
    if (typeof MessageChannel === 'undefined') return null;
    const { port1, port2 } = new MessageChannel();
    const seat = this.next();
    if (!this.order({ t: 'sit', seat, instance, port: port1 }, [port1])) return null;
    this.seats.set(seat, { ...events, port: port2 });
    return {
      reach: (reach) => void this.order({ t: 'reach', seat, reach }),
      leave: () => {
        if (this.seats.delete(seat)) this.order({ t: 'leave', seat });
      },
    };
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }

  /** False where there is no worker, or it cannot be given what it is to have. */
  private order(order: LaneOrder, transfer: Transferable[] = []): boolean {
    try {
      const thread = this.running();
      thread?.postMessage(order, transfer);
      return thread !== null;
    } catch {
      return false;
    }
  }

  private running(): LaneThread | null {
    if (this.thread !== undefined) return this.thread;
    this.thread = this.start();
    this.thread?.addEventListener('message', ({ data }) => this.hear(data));
    return this.thread;
  }

  private hear(told: LaneTold): void {
    if ('seat' in told) this.hearSeat(told);
    else this.hearLane(told);
  }

  private hearSeat(told: LaneTold & { readonly seat: number }): void {
    const events = this.seats.get(told.seat);
    if (told.t === 'sat') events?.ready({ port: events.port });
    else if (told.t === 'rest') events?.rest(told.bytes, told.served);
    else events?.dropped();
  }

  private hearLane(told: LaneTold & { readonly lane: LaneId }): void {
    const known = this.lanes.get(told.lane);
    if (told.t === 'talk') known?.events.talk();
    else if (told.t === 'stray') known?.events.stray(told.bytes);
    else known?.ready.set(told.t === 'ready' ? told.lane : null);
    if (told.t === 'gone') this.lanes.delete(told.lane);
  }
}

/** The lanes of this page: one worker for all links. */
export const realtimeLanes = new LaneClient(() =>
  typeof Worker === 'undefined' || typeof RTCDataChannel === 'undefined'
    ? null
    : new Worker(new URL('./laneWorker.ts', import.meta.url), { type: 'module', name: 'lanes' }),
);
