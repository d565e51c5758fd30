import type {
  JoinedRoom,
  PeerLink,
  PeerTransport,
  Room,
  TransportSettings,
  TransportStatus,
} from '@ports/peerTransport.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { MemoryRoom, type RoomOwner } from './memoryRoom.ts';

/** What a peer asks of the network it is on. */
export interface TransportNetwork {
  readonly isSignalingUp: boolean;
  enter(room: MemoryRoom): void;
  exit(room: MemoryRoom): void;
  /** Looks for links that can be made. */
  seek(room: MemoryRoom): void;
  /** What is silent now is found out soon. */
  check(transport: MemoryPeerTransport): void;
}

/** One peer of a virtual network. */
export class MemoryPeerTransport implements PeerTransport, RoomOwner {
  readonly #network: TransportNetwork;
  readonly #rooms = new Map<string, MemoryRoom>();
  readonly #status: WritableSnapshot<TransportStatus> = writableSnapshot<TransportStatus>({
    signaling: 'offline',
    links: 0,
    services: [],
  });
  #settings: TransportSettings;

  constructor(network: TransportNetwork, settings: TransportSettings) {
    this.#network = network;
    this.#settings = settings;
    this.refresh();
  }

  get status(): Snapshot<TransportStatus> {
    return this.#status;
  }

  /** For the network: the rooms this peer is in. */
  get rooms(): readonly MemoryRoom[] {
    return [...this.#rooms.values()];
  }

  join(room: Room, onLink: (link: PeerLink) => void): JoinedRoom {
    if (this.#rooms.has(room.name)) throw new Error('this room was joined already');
    const joined = new MemoryRoom(this, room, onLink);
    this.#rooms.set(room.name, joined);
    this.#network.enter(joined);
    return { leave: () => this.#leave(joined) };
  }

  configure(settings: TransportSettings): void {
    this.#settings = settings;
    this.refresh();
    for (const room of this.rooms) this.#network.seek(room);
  }

  nudge(): void {
    this.#network.check(this);
  }

  dispose(): void {
    for (const room of this.rooms) this.#leave(room);
  }

  /** For the network: something that the status tells has changed. */
  refresh(): void {
    const connected = this.#network.isSignalingUp;
    const links = this.rooms.reduce((sum, room) => sum + room.pairs.size, 0);
    const next: TransportStatus = {
      signaling: connected ? 'online' : 'offline',
      links,
      services: this.#settings.signaling.map((url) => ({ url, connected })),
    };
    const current = this.#status.get();
    const isSame =
      current.links === links &&
      current.signaling === next.signaling &&
      current.services.length === next.services.length;
    if (!isSame || next.services.some(({ url }, index) => current.services[index]?.url !== url)) this.#status.set(next);
  }

  #leave(room: MemoryRoom): void {
    if (this.#rooms.get(room.name) === room) this.#rooms.delete(room.name);
    this.#network.exit(room);
    this.refresh();
  }
}
