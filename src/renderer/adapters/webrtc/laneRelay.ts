import { Budget, type Monotonic } from '@shared/budget.ts';
import type { EventId } from '@shared/ids.ts';
import { MAX_REALTIME_BYTES, REALTIME_INTAKE, REALTIME_SAID } from '@shared/mini/bridgeLimits.ts';
import { FRAGMENT_BYTES, dataHeadOf, dataUnder, decodeFrame, framesOf } from '@domain/mini/realtimeFrame.ts';
import type { LaneId, LaneReach } from '@ports/realtimeLanes.ts';
import { HIGH_WATER } from './wire.ts';

/** First word on a lane, once each way: the other end is there. Frames of programs begin with 01. */
const LANE_HELLO = 0x00;
/** How often the page is told at most that a lane is in use, ms. */
export const TALK_EVERY = 100;

/** What the relay tells the page. */
export type LaneTold =
  | { readonly t: 'ready' | 'gone' | 'talk'; readonly lane: LaneId }
  /** A frame for a program that has no seat here: it may be in another window, or know no lanes. */
  | { readonly t: 'stray'; readonly lane: LaneId; readonly bytes: Uint8Array }
  | { readonly t: 'rest'; readonly seat: number; readonly bytes: Uint8Array; readonly served: readonly LaneId[] }
  | { readonly t: 'sat'; readonly seat: number }
  | { readonly t: 'dropped'; readonly seat: number };

/** A data channel, as far as the relay needs it. */
export interface LaneChannel {
  isOpen(): boolean;
  /** Bytes handed over that have not left yet. */
  buffered(): number;
  /** May throw. */
  send(frame: Uint8Array<ArrayBuffer>): void;
}

interface Lane {
  readonly id: LaneId;
  readonly channel: LaneChannel;
  readonly intake: Budget;
  isReady: boolean;
  toldAt: number;
}

interface Seat {
  readonly id: number;
  readonly instance: EventId;
  readonly head: Uint8Array;
  readonly post: (bytes: Uint8Array) => void;
  readonly said: Budget;
  reach: LaneReach;
}

/**
 * Carries what programs say in one frame between their ports and the lanes of links, and gives the page the rest: what takes more frames, what
 * finds no room, and what is for somebody without a lane. Whom a program reaches and hears the page says; what comes is believed in nothing.
 */
export class LaneRelay {
  private readonly clock: Monotonic;
  private readonly tell: (told: LaneTold) => void;
  private readonly lanes = new Map<LaneId, Lane>();
  private readonly seats = new Map<number, Seat>();
  /** What each program may say, whichever of its pages says it. */
  private readonly said = new Map<EventId, Budget>();
  private messages = 0;

  constructor(clock: Monotonic, tell: (told: LaneTold) => void) {
    this.clock = clock;
    this.tell = tell;
  }

  /** A channel is there, open or not yet; its owner calls {@link opened} when it is. */
  add(id: LaneId, channel: LaneChannel): void {
    const intake = new Budget(this.clock, REALTIME_INTAKE);
    this.lanes.set(id, { id, channel, intake, isReady: false, toldAt: Number.NEGATIVE_INFINITY });
    if (channel.isOpen()) this.opened(id);
  }

  opened(id: LaneId): void {
    const lane = this.lanes.get(id);
    if (lane !== undefined) hand(lane, Uint8Array.of(LANE_HELLO));
  }

  closed(id: LaneId): void {
    if (this.lanes.delete(id)) this.tell({ t: 'gone', lane: id });
  }

  /** Takes what a lane brought. */
  heard(id: LaneId, data: unknown): void {
    const lane = this.lanes.get(id);
    if (lane === undefined || !(data instanceof ArrayBuffer) || !lane.intake.take()) return;
    const bytes = new Uint8Array(data);
    if (lane.isReady) this.handOn(id, bytes);
    else this.greet(lane);
    this.note(lane);
  }

  sit(id: number, instance: EventId, post: (bytes: Uint8Array) => void): void {
    const said = this.said.get(instance) ?? new Budget(this.clock, REALTIME_SAID);
    this.said.set(instance, said);
    const reach = { to: [], from: [], hasOthers: true };
    this.seats.set(id, { id, instance, head: dataHeadOf(instance), post, said, reach });
    this.tell({ t: 'sat', seat: id });
  }

  reach(id: number, reach: LaneReach): void {
    const seat = this.seats.get(id);
    if (seat !== undefined) seat.reach = reach;
  }

  leave(id: number): void {
    this.seats.delete(id);
  }

  /** Takes what the page of a program said. */
  say(id: number, data: unknown): void {
    const seat = this.seats.get(id);
    if (seat === undefined) return;
    if (!(data instanceof Uint8Array) || data.length > MAX_REALTIME_BYTES || !seat.said.take()) {
      this.tell({ t: 'dropped', seat: id });
      return;
    }
    const served = data.length > FRAGMENT_BYTES ? [] : this.carry(seat, data);
    if (seat.reach.hasOthers || served.length < seat.reach.to.length)
      this.tell({ t: 'rest', seat: id, bytes: data, served });
  }

  private carry(seat: Seat, data: Uint8Array): readonly LaneId[] {
    this.messages = (this.messages + 1) >>> 0;
    const [frame] = framesOf(seat.head, this.messages, data);
    const served: LaneId[] = [];
    for (const id of seat.reach.to) {
      const lane = this.lanes.get(id);
      if (lane === undefined || frame === undefined || !lane.isReady || !hand(lane, frame)) continue;
      served.push(id);
      this.note(lane);
    }
    return served;
  }

  private handOn(id: LaneId, bytes: Uint8Array): void {
    for (const seat of this.seats.values()) {
      const data = dataUnder(seat.head, seat.instance, bytes);
      if (data === null) continue;
      // Messages of several frames are put together in the page, from the link's own channel.
      if (data.count === 1 && seat.reach.from.includes(id)) seat.post(data.bytes);
      return;
    }
    const frame = decodeFrame(bytes);
    if (frame?.kind === 'data' && frame.count === 1) this.tell({ t: 'stray', lane: id, bytes });
  }

  /** Whatever comes first says that the other end is there. It may have come before this end was: it is told once more. */
  private greet(lane: Lane): void {
    lane.isReady = true;
    hand(lane, Uint8Array.of(LANE_HELLO));
    this.tell({ t: 'ready', lane: lane.id });
  }

  private note(lane: Lane): void {
    const now = this.clock.monotonic();
    if (now - lane.toldAt < TALK_EVERY) return;
    lane.toldAt = now;
    this.tell({ t: 'talk', lane: lane.id });
  }
}

/** False when there is no room now. */
function hand({ channel }: Lane, frame: Uint8Array<ArrayBuffer>): boolean {
  if (!channel.isOpen() || channel.buffered() >= HIGH_WATER.realtime) return false;
  try {
    channel.send(frame);
    return true;
  } catch {
    return false;
  }
}
