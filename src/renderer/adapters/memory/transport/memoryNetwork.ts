import type { Clock } from '@ports/clock.ts';
import type { LinkCloseReason, TransportSettings } from '@ports/peerTransport.ts';
import { SeededRandom } from '../random/seededRandom.ts';
import { MemoryPair } from './memoryPair.ts';
import { GOOD_CONDITIONS, type PathConditions } from './memoryPath.ts';
import { MemoryPeerTransport, type TransportNetwork } from './memoryPeerTransport.ts';
import type { MemoryRoom, RoomOwner } from './memoryRoom.ts';

/** After an end on purpose a room looks again, but not at once. */
const PAUSE = 1000;
/** How long a checked link may be silent. */
const PROBE_PATIENCE = 2500;

/**
 * A virtual network of peers with seeded faults, on a clock of one's choice. Same seed and same calls, same run.
 * Loss and duplication touch `realtime` alone; `sync` and `bulk` lose what is under way when their link dies.
 */
export class MemoryNetwork implements TransportNetwork {
  readonly #clock: Clock;
  readonly #random: SeededRandom;
  readonly #order: SeededRandom;
  readonly #rooms = new Map<string, Set<MemoryRoom>>();
  readonly #pairs = new Set<MemoryPair>();
  readonly #transports = new Set<MemoryPeerTransport>();
  #conditions: PathConditions;
  #sides: ReadonlyMap<RoomOwner, number> = new Map();
  #isSignalingUp = true;

  constructor(options: {
    readonly clock: Clock;
    readonly seed: number;
    readonly conditions?: Partial<PathConditions>;
  }) {
    this.#clock = options.clock;
    this.#random = new SeededRandom(options.seed);
    this.#order = new SeededRandom(options.seed + 1);
    this.#conditions = { ...GOOD_CONDITIONS, ...options.conditions };
  }

  get isSignalingUp(): boolean {
    return this.#isSignalingUp;
  }

  /** A new peer on this network. */
  createTransport(settings: TransportSettings = { iceServers: [], signaling: [] }): MemoryPeerTransport {
    const transport = new MemoryPeerTransport(this, settings);
    this.#transports.add(transport);
    return transport;
  }

  /** Changes how messages travel from now on. */
  setConditions(conditions: Partial<PathConditions>): void {
    this.#conditions = { ...this.#conditions, ...conditions };
  }

  /** Splits the network: peers of different groups no longer hear each other; those in none are a group of their own. */
  partition(...groups: readonly (readonly MemoryPeerTransport[])[]): void {
    this.#sides = new Map(groups.flatMap((group, index) => group.map((transport) => [transport, index + 1] as const)));
    for (const pair of this.#pairs) pair.check(this.#conditions.timeout);
    this.#seekAll();
  }

  /** Everyone hears everyone again. */
  heal(): void {
    this.partition();
  }

  /** Without signaling no new link is made; those that are up go on. */
  setSignaling(isUp: boolean): void {
    this.#isSignalingUp = isUp;
    for (const transport of this.#transports) transport.refresh();
    this.#seekAll();
  }

  /** Breaks the links between two peers, as a failed connection does; they heal by themselves. */
  breakLinks(one: MemoryPeerTransport, other: MemoryPeerTransport): void {
    for (const pair of this.#pairs) {
      const [first, second] = pair.rooms.map((room) => room.transport);
      if ((first === one && second === other) || (first === other && second === one)) pair.fail('failed');
    }
  }

  /** Ends a peer's process without a word: it hears nothing more, the others find out by silence. */
  kill(transport: MemoryPeerTransport): void {
    this.#transports.delete(transport);
    for (const room of transport.rooms) {
      room.isGone = true;
      this.#rooms.get(room.key)?.delete(room);
      for (const pair of room.pairs.values()) {
        pair.vanish(room);
        pair.check(this.#conditions.timeout);
      }
    }
  }

  /** For transports. */
  enter(room: MemoryRoom): void {
    const peers = this.#rooms.get(room.key) ?? new Set();
    peers.add(room);
    this.#rooms.set(room.key, peers);
    this.seek(room);
  }

  /** For transports. */
  exit(room: MemoryRoom): void {
    if (room.hasLeft) return;
    room.hasLeft = true;
    const peers = this.#rooms.get(room.key);
    peers?.delete(room);
    if (peers?.size === 0) this.#rooms.delete(room.key);
    for (const pair of room.pairs.values()) pair.linkOf(room).close();
  }

  /** For transports: looks for links that can be made. */
  seek(room: MemoryRoom): void {
    for (const other of this.#inAnyOrder(this.#rooms.get(room.key))) {
      if (!this.#canLink(room, other) || !room.hasPlace || !other.hasPlace) continue;
      room.pending.add(other);
      other.pending.add(room);
      this.#clock.after(this.#conditions.connectTime * (0.75 + this.#random.fraction() / 2), () =>
        this.#meet(room, other),
      );
    }
  }

  /** For transports: what is silent now is found out soon. */
  check(transport: MemoryPeerTransport): void {
    for (const room of transport.rooms) {
      for (const pair of room.pairs.values()) pair.check(PROBE_PATIENCE);
      this.seek(room);
    }
  }

  /** Who is heard of first is nobody's choice: else who came last to a full room would never be linked. */
  #inAnyOrder(peers: ReadonlySet<MemoryRoom> | undefined): readonly MemoryRoom[] {
    const all = [...(peers ?? [])];
    // Where two meet there is no order, and nothing is drawn.
    if (all.length <= 2) return all;
    const first = this.#order.integer(all.length);
    return [...all.slice(first), ...all.slice(0, first)];
  }

  #seekAll(): void {
    for (const peers of this.#rooms.values()) for (const room of peers) this.seek(room);
  }

  #isCut(one: MemoryRoom, other: MemoryRoom): boolean {
    return (this.#sides.get(one.transport) ?? 0) !== (this.#sides.get(other.transport) ?? 0);
  }

  #canLink(one: MemoryRoom, other: MemoryRoom): boolean {
    if (one.transport === other.transport || !one.isHere || !other.isHere) return false;
    if (!one.isFreeFor(other) || !other.isFreeFor(one)) return false;
    return this.#isSignalingUp && !this.#isCut(one, other);
  }

  #meet(one: MemoryRoom, other: MemoryRoom): void {
    one.pending.delete(other);
    other.pending.delete(one);
    if (!this.#canLink(one, other)) {
      // The places they held for each other are free again.
      for (const room of [one, other]) if (room.isHere) this.seek(room);
      return;
    }
    const pair = new MemoryPair(one, other, {
      clock: this.#clock,
      random: this.#random,
      conditions: () => this.#conditions,
      isCut: (first, second) => this.#isCut(first, second),
      ended: (ended, end, outcome) => this.#ended(ended, end, outcome),
    });
    this.#pairs.add(pair);
    one.pairs.set(other, pair);
    other.pairs.set(one, pair);
    for (const room of [one, other]) {
      room.transport.refresh();
      const link = pair.linkOf(room);
      link.measured(2 * this.#conditions.latency);
      room.onLink(link);
    }
  }

  #ended(
    pair: MemoryPair,
    end: MemoryRoom,
    outcome: { readonly reason: LinkCloseReason; readonly ban: number | undefined },
  ): void {
    const other = pair.roomOpposite(end);
    if (end.pairs.get(other) === pair) end.pairs.delete(other);
    if (pair.isOver) this.#pairs.delete(pair);
    end.transport.refresh();
    const isOnPurpose = outcome.reason === 'local' || outcome.reason === 'remote';
    const pause = outcome.ban ?? (isOnPurpose ? PAUSE : 0);
    if (outcome.reason === 'local' && !end.hasLeft) end.banned.add(other);
    this.#clock.after(pause, () => {
      end.banned.delete(other);
      this.seek(end);
    });
  }
}
