import type { Clock } from '@ports/clock.ts';
import type { LinkChannel } from '@ports/peerTransport.ts';
import type { PeerConnection, PeerConnectionFactory } from '@adapters/webrtc/peerConnection.ts';
import { MAX_FRAME, SMALL_FRAME } from '@adapters/webrtc/frames.ts';
import { HIGH_WATER, LINK_CHANNELS, LOW_WATER, type Wire, type WireChannelEvents } from '@adapters/webrtc/wire.ts';

const LATENCY = 5;
const OPENING = 30;
/** Bytes per ms that leave a channel's buffer. */
const RATE = 20_000;

/** A data channel of the fake: what is sent waits in a buffer, leaves at a rate, and arrives after a latency. */
class FakeChannel {
  readonly #clock: Clock;
  readonly #name: LinkChannel;
  events: WireChannelEvents | null = null;
  peer: FakeChannel | null = null;
  isOpen = false;
  isSilent = false;
  /** Most ever buffered at once. */
  peak = 0;
  #buffered = 0;
  #leaves = 0;

  constructor(clock: Clock, name: LinkChannel) {
    this.#clock = clock;
    this.#name = name;
  }

  get buffered(): number {
    return this.#buffered;
  }

  send(frame: Uint8Array): void {
    if (!this.isOpen) throw new Error('the channel is not open');
    const copy = frame.slice();
    this.#buffered += copy.length;
    this.peak = Math.max(this.peak, this.#buffered);
    const now = this.#clock.monotonic();
    this.#leaves = Math.max(this.#leaves, now) + copy.length / RATE;
    this.#clock.after(this.#leaves - now, () => this.#left(copy.length));
    this.#clock.after(this.#leaves - now + LATENCY, () => this.#arrived(copy));
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#clock.after(LATENCY, () => this.events?.closed());
    const { peer } = this;
    // What was sent before gets out before, as in a browser.
    const leaves = Math.max(0, this.#leaves - this.#clock.monotonic());
    if (peer?.isOpen === true && !this.isSilent) this.#clock.after(leaves + LATENCY, () => peer.close());
  }

  #left(size: number): void {
    const before = this.#buffered;
    this.#buffered -= size;
    if (before > LOW_WATER[this.#name] && this.#buffered <= LOW_WATER[this.#name]) this.events?.drained();
  }

  #arrived(frame: Uint8Array): void {
    if (this.isSilent || this.peer?.isOpen !== true) return;
    this.peer.events?.received(frame);
  }
}

type Channels = Record<LinkChannel, FakeChannel>;

/** One fake connection; `description` names it to its counterpart. */
interface FakeConnection {
  readonly channels: Channels;
  readonly trouble: Set<(trouble: 'weak' | 'failed') => void>;
  isClosed: boolean;
}

/** Makes fake peer connections that find each other by their descriptions. */
export class FakeWebrtc {
  readonly #clock: Clock;
  readonly #connections = new Map<string, FakeConnection>();
  readonly all: FakeConnection[] = [];
  /** How long two machines take from the answer to open channels, ms. */
  opening = OPENING;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get openCount(): number {
    return this.all.filter(({ isClosed }) => !isClosed).length;
  }

  /** Highest fill of a channel's buffer, over all connections. */
  peakOf(name: LinkChannel): number {
    return Math.max(...this.all.map(({ channels }) => channels[name].peak));
  }

  readonly factory: PeerConnectionFactory = () => {
    const name = `fake-connection-${this.all.length}`;
    const channels = Object.fromEntries(
      LINK_CHANNELS.map((each) => [each, new FakeChannel(this.#clock, each)]),
    ) as Channels;
    const connection: FakeConnection = { channels, trouble: new Set(), isClosed: false };
    this.all.push(connection);
    this.#connections.set(name, connection);
    return this.#peerConnection(name, connection);
  };

  /** Ends every connection as a failed path does. */
  breakAll(): void {
    for (const connection of this.all.filter(({ isClosed }) => !isClosed)) {
      for (const listener of connection.trouble) listener('failed');
    }
  }

  /** From now on nothing passes on the connections there are, and nobody is told. */
  silenceAll(): void {
    for (const { channels } of this.all) for (const name of LINK_CHANNELS) channels[name].isSilent = true;
  }

  #peerConnection(name: string, connection: FakeConnection): PeerConnection {
    const wire = this.#wire(connection);
    return {
      wire,
      offer: async () => name,
      answer: async (sdp) => {
        if (!this.#connections.has(sdp)) throw new Error('no such offer');
        return name;
      },
      complete: async (sdp) => {
        const other = this.#connections.get(sdp);
        if (other === undefined) throw new Error('no such answer');
        this.#clock.after(this.opening, () => this.#join(connection, other));
      },
      addCandidate: async () => {},
      gathered: () => new Promise((resolve) => this.#clock.after(2, resolve)),
      onCandidate: (listener) => {
        this.#clock.after(1, () => listener({ candidate: 'candidate:fake', sdpMid: '0', sdpMLineIndex: 0 }));
      },
    };
  }

  #wire(connection: FakeConnection): Wire {
    const { channels } = connection;
    return {
      channels: Object.fromEntries(
        LINK_CHANNELS.map((name) => {
          const channel = channels[name];
          return [
            name,
            {
              isOpen: () => channel.isOpen,
              buffered: () => channel.buffered,
              send: (frame: Uint8Array) => channel.send(frame),
              listen: (events: WireChannelEvents) => (channel.events = events),
            },
          ];
        }),
      ) as unknown as Wire['channels'],
      onTrouble: (listener) => connection.trouble.add(listener),
      close: () => {
        connection.isClosed = true;
        for (const name of LINK_CHANNELS) channels[name].close();
      },
    };
  }

  #join(one: FakeConnection, other: FakeConnection): void {
    if (one.isClosed || other.isClosed) return;
    for (const name of LINK_CHANNELS) {
      one.channels[name].peer = other.channels[name];
      other.channels[name].peer = one.channels[name];
    }
    for (const { channels } of [one, other]) for (const name of LINK_CHANNELS) channels[name].isOpen = true;
    for (const { channels } of [one, other]) for (const name of LINK_CHANNELS) channels[name].events?.opened();
  }
}

/** What a channel may hold at most: its high water and one frame more. */
export function mostBuffered(name: LinkChannel): number {
  return HIGH_WATER[name] + (name === 'bulk' ? MAX_FRAME : SMALL_FRAME);
}
