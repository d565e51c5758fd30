import { type Result, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import {
  type LinkChannel,
  type LinkCloseReason,
  type LinkError,
  type LinkStats,
  MAX_LINK_MESSAGE,
  MAX_REALTIME_MESSAGE,
  type PeerLink,
  type SendOptions,
} from '@ports/peerTransport.ts';
import type { LaneId } from '@ports/realtimeLanes.ts';
import { type Disposer, type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import {
  type Assembly,
  type Bytes,
  cutFrame,
  decodeFrame,
  encodeClose,
  encodeHello,
  encodePing,
  encodePong,
  type Frame,
  MessageAssembler,
  takeRealtime,
} from './frames.ts';
import { Heartbeat } from './heartbeat.ts';
import { Inbox } from './inbox.ts';
import { SendQueue } from './sendQueue.ts';
import { HIGH_WATER, LINK_CHANNELS, type Wire } from './wire.ts';

const NO_LANE: Snapshot<LaneId | null> = writableSnapshot<LaneId | null>(null);
/** How long a closed link stays up so that its last frames get out. */
const LINGER = 250;

/** What the room needs to hear. Each is called at most once. */
export interface ChannelLinkEvents {
  /** All channels are open: the room decides whether to {@link ChannelLink.accept} it. */
  readonly opened: (link: ChannelLink) => void;
  /** Both sides accepted: the link may be shown. */
  readonly ready: (link: ChannelLink) => void;
  readonly ended: (link: ChannelLink, reason: LinkCloseReason, ban: number | undefined) => void;
}

/** Where a link belongs. */
export interface ChannelLinkPlace {
  readonly id: string;
  readonly room: string;
  readonly remote: string;
}

/** A {@link PeerLink} over the channels of one connection. Does not care who made the connection. */
export class ChannelLink implements PeerLink {
  readonly id: string;
  readonly room: string;
  /** The remote peer as the room knows it. */
  readonly remote: string;
  readonly #clock: Clock;
  readonly #wire: Wire;
  readonly #events: ChannelLinkEvents;
  readonly #queue: SendQueue;
  readonly #heartbeat: Heartbeat;
  readonly #inbox = new Inbox(() => this.#end('protocol'));
  readonly #assemblers = { sync: new MessageAssembler(), bulk: new MessageAssembler() };
  readonly #stats: WritableSnapshot<LinkStats> = writableSnapshot<LinkStats>({
    roundTrip: null,
    bytesSent: 0,
    bytesReceived: 0,
  });
  #lane: Snapshot<LaneId | null> | null = null;
  #closeListeners = new Set<(reason: LinkCloseReason) => void>();
  #ended: LinkCloseReason | null = null;
  #accepted = false;
  #greeted = false;
  #open = 0;
  #bytesSent = 0;
  #bytesReceived = 0;

  constructor(
    place: ChannelLinkPlace,
    wire: Wire,
    context: { readonly clock: Clock; readonly events: ChannelLinkEvents },
  ) {
    this.id = place.id;
    this.room = place.room;
    this.remote = place.remote;
    this.#wire = wire;
    this.#clock = context.clock;
    this.#events = context.events;
    this.#queue = new SendQueue(wire, context.clock, {
      sent: (bytes) => (this.#bytesSent += bytes),
      broken: () => this.#end('failed'),
    });
    this.#heartbeat = new Heartbeat(context.clock, {
      ping: (stamp) => this.#hand('realtime', encodePing(stamp)),
      dead: (reason) => this.#end(reason),
      roundTrip: (milliseconds) => this.#publishStats(milliseconds),
    });
    for (const channel of LINK_CHANNELS) this.#listen(channel);
    wire.onTrouble((trouble) => (trouble === 'failed' ? this.#end('failed') : this.#heartbeat.probe()));
  }

  get stats(): Snapshot<LinkStats> {
    return this.#stats;
  }

  get isOpen(): boolean {
    return this.#open === LINK_CHANNELS.length && this.#ended === null;
  }

  /** We said yes: the link holds a place of the room. */
  get isAccepted(): boolean {
    return this.#accepted && this.#ended === null;
  }

  get isReady(): boolean {
    return this.#accepted && this.#greeted && this.#ended === null;
  }

  /** Says yes to the other side; the link is ready once both have. */
  accept(): void {
    if (this.#accepted || this.#ended !== null) return;
    this.#accepted = true;
    this.#hand('sync', encodeHello());
    this.#whenReady();
  }

  send(channel: LinkChannel, message: Uint8Array, options: SendOptions = {}): Promise<Result<void, LinkError>> {
    return Promise.resolve(this.#refusal(channel, message, options) ?? this.#take(channel, message, options));
  }

  lane(): Snapshot<LaneId | null> {
    if (!this.isOpen) return NO_LANE;
    this.#lane ??= this.#openLane();
    return this.#lane;
  }

  sendAtOnce(message: Uint8Array): boolean {
    return message.length <= MAX_REALTIME_MESSAGE && this.isOpen && this.#queue.sendAtOnce(message);
  }

  onMessage(listener: (channel: LinkChannel, message: Uint8Array) => void): Disposer {
    return this.#inbox.listen(listener);
  }

  onClose(listener: (reason: LinkCloseReason) => void): Disposer {
    if (this.#ended !== null) {
      listener(this.#ended);
      return () => {};
    }
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  close(options?: { readonly ban?: number }): void {
    this.#end('local', options?.ban);
  }

  /** Ends it with a word and nothing that comes later: the page goes away, and no timer of it runs any more. */
  closeAtOnce(): void {
    this.#end('local');
    this.#wire.close();
  }

  /** Checks now whether the other side is still there. */
  probe(): void {
    if (this.isOpen) this.#heartbeat.probe();
  }

  /** Ends it for a reason the room found, for example that the same peer came back on another connection. */
  drop(reason: LinkCloseReason): void {
    this.#end(reason);
  }

  #refusal(channel: LinkChannel, message: Uint8Array, { signal }: SendOptions): Result<void, LinkError> | null {
    const limit = channel === 'realtime' ? MAX_REALTIME_MESSAGE : MAX_LINK_MESSAGE;
    if (message.length > limit) return fail('message-too-large', `${message.length} bytes on ${channel}`);
    if (signal?.aborted === true) return fail('link-cancelled', 'cancelled before it was sent');
    if (!this.isOpen) return fail('link-closed', 'the link ended');
    return null;
  }

  #take(
    channel: LinkChannel,
    message: Uint8Array,
    { signal, waits = false }: SendOptions,
  ): Promise<Result<void, LinkError>> | Result<void, LinkError> {
    if (channel !== 'realtime' || waits) return this.#queue.enqueue(channel, message, signal);
    this.#queue.noteTalk();
    // What was not said to wait is worth nothing later: it is lost, as the channel permits.
    if (this.#wire.channels.realtime.buffered() < HIGH_WATER.realtime)
      this.#hand('realtime', cutFrame(message, 0).frame);
    return this.#ended === null ? ok() : fail('link-closed', 'the link ended');
  }

  #listen(channel: LinkChannel): void {
    this.#wire.channels[channel].listen({
      opened: () => this.#opened(),
      received: (data) => this.#received(channel, data),
      drained: () => this.#queue.pump(),
      closed: () => this.#end('failed'),
    });
  }

  #opened(): void {
    this.#open += 1;
    if (!this.isOpen) return;
    this.#heartbeat.start();
    this.#events.opened(this);
  }

  #received(channel: LinkChannel, data: unknown): void {
    if (this.#ended !== null) return;
    const frame = decodeFrame(data);
    if (frame === null) return this.#end('protocol');
    if (data instanceof ArrayBuffer || data instanceof Uint8Array) this.#bytesReceived += data.byteLength;
    this.#heartbeat.heard();
    if (!this.#control(channel, frame))
      this.#deliver(channel, channel === 'realtime' ? takeRealtime(frame) : this.#assemblers[channel].take(frame));
  }

  #control(channel: LinkChannel, frame: Frame): boolean {
    switch (frame.kind) {
      case 'ping':
        this.#hand(channel, encodePong(frame.stamp));
        return true;
      case 'pong':
        this.#heartbeat.answered(frame.stamp);
        return true;
      case 'close':
        this.#end('remote');
        return true;
      case 'hello':
        this.#greeted = true;
        this.#whenReady();
        return true;
      default:
        return false;
    }
  }

  #deliver(channel: LinkChannel, assembly: Assembly): void {
    if (assembly === 'violation') return this.#end('protocol');
    if (assembly === 'partial') return;
    if (channel !== 'bulk') this.#queue.noteTalk();
    this.#inbox.put(channel, assembly.message);
  }

  #whenReady(): void {
    if (this.isReady) this.#events.ready(this);
  }

  #openLane(): Snapshot<LaneId | null> {
    try {
      const talk = () => this.#queue.noteTalk();
      const stray = (bytes: Uint8Array) => this.#inbox.put('realtime', bytes);
      return this.#wire.openLane?.({ talk, stray }) ?? NO_LANE;
    } catch {
      // The connection is just ending.
      return NO_LANE;
    }
  }

  #hand(channel: LinkChannel, frame: Bytes): boolean {
    const wireChannel = this.#wire.channels[channel];
    if (!wireChannel.isOpen()) return false;
    try {
      wireChannel.send(frame);
    } catch {
      return false;
    }
    this.#bytesSent += frame.length;
    return true;
  }

  #publishStats(roundTrip: number | null): void {
    this.#stats.set({ roundTrip, bytesSent: this.#bytesSent, bytesReceived: this.#bytesReceived });
  }

  #end(reason: LinkCloseReason, ban?: number): void {
    if (this.#ended !== null) return;
    const wasOpen = this.isOpen;
    this.#ended = reason;
    this.#heartbeat.stop();
    if (wasOpen && reason !== 'failed' && reason !== 'remote') this.#hand('sync', encodeClose());
    this.#queue.close();
    if (wasOpen && (reason === 'local' || reason === 'protocol')) this.#clock.after(LINGER, () => this.#wire.close());
    else this.#wire.close();
    this.#publishStats(this.#stats.get().roundTrip);
    const listeners = this.#closeListeners;
    this.#closeListeners = new Set();
    this.#events.ended(this, reason, ban);
    for (const listener of listeners) listener(reason);
  }
}
