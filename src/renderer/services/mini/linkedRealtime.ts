import { Budget } from '@shared/budget.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { REALTIME_INTAKE } from '@shared/mini/bridgeLimits.ts';
import {
  RealtimeAssembler,
  type RealtimeFrame,
  dataHeadOf,
  dataUnder,
  decodeFrame,
  encodeFrame,
  framesOf,
} from '@domain/mini/realtimeFrame.ts';
import type { Clock } from '@ports/clock.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { LaneId, RealtimeLanes } from '@ports/realtimeLanes.ts';
import { type Disposer, type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { LinkLanes, ProgramLane } from './programLane.ts';
import type { LaneUse, RealtimeBus, RealtimePlace, RealtimeSeat } from './realtimeBus.ts';
import { RealtimeOutbox } from './realtimeOutbox.ts';

/** How often a device says that it is on a channel, ms: a word may be lost. */
export const HERE_EVERY = 3000;
/** After how long without a word another device counts as gone, ms. */
export const GONE_AFTER = 10_000;

/** A link whose other end is known. */
export interface RealtimeLink {
  readonly link: Pick<PeerLink, 'send' | 'sendAtOnce' | 'lane' | 'onMessage' | 'onClose'>;
  readonly peer: { readonly account: AccountId };
}

/** What the bus works with. */
export interface RealtimeParts {
  readonly clock: Clock;
  /** The links that are up. */
  readonly links: Snapshot<readonly RealtimeLink[]>;
  /** Who shares a space now. */
  readonly readersOf: (space: SpaceId) => readonly AccountId[];
  /** Hears whenever that may have changed. */
  readonly onReaders?: (listener: () => void) => Disposer;
  /** Ways past this page; absent where there are none. */
  readonly lanes?: RealtimeLanes | undefined;
}

/** What is kept of a link while it is up. */
interface Attached {
  readonly outbox: RealtimeOutbox;
  readonly stop: Disposer;
}

interface Channel {
  readonly instance: EventId;
  readonly space: SpaceId;
  readonly since: number;
  readonly onTaken: () => void;
  /** How its data frames begin. */
  readonly head: Uint8Array;
  readonly hear: (bytes: Uint8Array) => void;
  readonly peers: WritableSnapshot<number>;
  /** When each link was last heard to be on it. */
  readonly here: Map<RealtimeLink, number>;
  readonly assemblers: Map<RealtimeLink, RealtimeAssembler>;
  readonly lane: ProgramLane;
  stopTelling: Disposer;
}

/**
 * Realtime channels over the links of members (MPH-9…MPH-11). Only who is on a channel is sent what is said there, and only to members of
 * the space of its card; only from members is anything taken. It goes no further than one link.
 */
export class LinkedRealtime implements RealtimeBus {
  private readonly parts: RealtimeParts;
  private readonly channels = new Map<EventId, Channel>();
  private readonly attached = new Map<RealtimeLink, Attached>();
  private readonly lanes = new LinkLanes<RealtimeLink>(() => this.reachAll());
  private readonly stopFollowing: readonly Disposer[];
  private messages = 0;

  constructor(parts: RealtimeParts) {
    this.parts = parts;
    const stopReaders = parts.onReaders?.(() => this.reachAll());
    this.stopFollowing = [parts.links.subscribe(() => this.follow()), ...(stopReaders ? [stopReaders] : [])];
    this.follow();
  }

  /** An instance is open in one place at a time: the one that wants it since later has it, and the other is told. */
  join(place: RealtimePlace, onMessage: (bytes: Uint8Array) => void): RealtimeSeat {
    const since = place.since ?? this.parts.clock.now();
    const before = this.channels.get(place.instance);
    if (before !== undefined && before.since > since) {
      place.onTaken?.();
      return { peers: writableSnapshot(0), send: () => undefined, leave: () => undefined };
    }
    this.leave(place.instance);
    const channel: Channel = {
      instance: place.instance,
      space: place.space,
      since,
      onTaken: place.onTaken ?? (() => undefined),
      head: dataHeadOf(place.instance),
      hear: onMessage,
      peers: writableSnapshot(0),
      here: new Map(),
      assemblers: new Map(),
      lane: new ProgramLane(),
      stopTelling: () => undefined,
    };
    this.channels.set(channel.instance, channel);
    this.tellRegularly(channel);
    before?.peers.set(0);
    before?.onTaken();
    return {
      peers: channel.peers,
      send: (bytes) => this.send(channel, bytes),
      openLane: (events) => this.openLane(channel, events),
      setPaused: (isPaused) => {
        channel.lane.setPaused(isPaused);
        this.reach(channel);
      },
      leave: () => {
        if (this.channels.get(channel.instance) === channel) this.leave(channel.instance);
      },
    };
  }

  dispose(): void {
    for (const instance of [...this.channels.keys()]) this.leave(instance);
    for (const stop of this.stopFollowing) stop();
    for (const [link, { stop }] of this.attached) {
      stop();
      this.lanes.forget(link);
    }
    this.attached.clear();
  }

  private leave(instance: EventId): void {
    const channel = this.channels.get(instance);
    if (channel === undefined) return;
    this.channels.delete(instance);
    channel.lane.close();
    channel.stopTelling();
    for (const link of this.membersOn(channel)) post(link, { kind: 'gone', instance });
  }

  private openLane(channel: Channel, { ready, dropped, mayRest }: LaneUse): void {
    if (this.channels.get(channel.instance) !== channel) return;
    const rest = (bytes: Uint8Array, served: readonly LaneId[]) =>
      mayRest() ? this.send(channel, bytes, served) : dropped();
    channel.lane.open(this.parts.lanes, channel.instance, { ready, dropped, rest });
    if (channel.lane.isOpen) for (const link of channel.here.keys()) this.lanes.open(link);
    this.reach(channel);
  }

  private reachAll(): void {
    for (const channel of this.channels.values()) this.reach(channel);
  }

  private reach(channel: Channel): void {
    if (!channel.lane.isOpen) return;
    const laneOf = (link: RealtimeLink) => this.lanes.of(link);
    const members = this.membersOn(channel);
    channel.lane.reach(members.filter((link) => channel.here.has(link)).map(laneOf), members.map(laneOf));
  }

  private send(channel: Channel, bytes: Uint8Array, served: readonly LaneId[] = []): void {
    if (this.channels.get(channel.instance) !== channel) return;
    this.messages = (this.messages + 1) >>> 0;
    const frames = framesOf(channel.head, this.messages, bytes);
    for (const link of channel.here.keys())
      if (!served.includes(this.lanes.of(link) ?? -1) && this.isMember(channel, link))
        this.attached.get(link)?.outbox.put(frames);
  }

  private tellRegularly(channel: Channel): void {
    for (const link of this.membersOn(channel)) this.tell(channel, link);
    this.forget(channel);
    this.reach(channel);
    channel.stopTelling = this.parts.clock.after(HERE_EVERY, () => this.tellRegularly(channel));
  }

  private tell({ instance, here }: Channel, link: RealtimeLink): void {
    post(link, { kind: 'here', instance, asks: !here.has(link) });
  }

  private follow(): void {
    const now = new Set(this.parts.links.get());
    for (const [link, { stop }] of this.attached) {
      if (now.has(link)) continue;
      stop();
      this.attached.delete(link);
      this.lanes.forget(link);
      for (const channel of this.channels.values()) this.drop(channel, link);
    }
    for (const link of now) if (!this.attached.has(link)) this.attach(link);
  }

  private attach(link: RealtimeLink): void {
    const budget = new Budget(this.parts.clock, REALTIME_INTAKE);
    const stop = link.link.onMessage((channel, bytes) => {
      if (channel === 'realtime' && budget.take()) this.hear(link, bytes);
    });
    this.attached.set(link, { stop, outbox: new RealtimeOutbox(link.link, this.parts.clock) });
    for (const channel of this.channels.values()) if (this.isMember(channel, link)) this.tell(channel, link);
  }

  private hear(link: RealtimeLink, bytes: Uint8Array): void {
    for (const channel of this.channels.values()) {
      const data = dataUnder(channel.head, channel.instance, bytes);
      if (data === null) continue;
      if (this.isMember(channel, link)) this.collect(channel, link, data);
      return;
    }
    const frame = decodeFrame(bytes);
    const channel = frame === null ? undefined : this.channels.get(frame.instance);
    if (frame === null || channel === undefined || !this.isMember(channel, link)) return;
    if (frame.kind === 'gone') this.drop(channel, link);
    else if (frame.kind === 'here') this.greet(channel, link, frame.asks);
    else this.collect(channel, link, frame);
  }

  private greet(channel: Channel, link: RealtimeLink, asks: boolean): void {
    const wasHere = channel.here.has(link);
    channel.here.set(link, this.parts.clock.monotonic());
    if (channel.lane.isOpen) this.lanes.open(link);
    this.count(channel);
    if (asks || !wasHere) post(link, { kind: 'here', instance: channel.instance, asks: false });
  }

  private collect(channel: Channel, link: RealtimeLink, frame: RealtimeFrame & { readonly kind: 'data' }): void {
    const assembler = channel.assemblers.get(link) ?? new RealtimeAssembler();
    channel.assemblers.set(link, assembler);
    const whole = assembler.take(frame);
    if (whole !== null) channel.hear(whole);
  }

  private isMember({ space }: Channel, { peer }: RealtimeLink): boolean {
    return this.parts.readersOf(space).includes(peer.account);
  }

  private membersOn(channel: Channel): readonly RealtimeLink[] {
    return [...this.attached.keys()].filter((link) => this.isMember(channel, link));
  }

  /** Of who fell silent nothing is known any more. */
  private forget(channel: Channel): void {
    const before = this.parts.clock.monotonic() - GONE_AFTER;
    for (const [link, at] of channel.here) if (at < before) this.drop(channel, link);
  }

  private drop(channel: Channel, link: RealtimeLink): void {
    channel.here.delete(link);
    channel.assemblers.delete(link);
    this.count(channel);
  }

  private count(channel: Channel): void {
    channel.peers.set(channel.here.size);
    this.reach(channel);
  }
}

/** What does not arrive is said again. */
function post({ link }: RealtimeLink, frame: RealtimeFrame): void {
  void link.send('realtime', encodeFrame(frame));
}
