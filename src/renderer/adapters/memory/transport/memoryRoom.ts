import type { PeerLink, Room } from '@ports/peerTransport.ts';

/** Whose presence a room is. */
export interface RoomOwner {
  /** Something that its status tells has changed. */
  refresh(): void;
}

/** A link with another presence, as the room's owner and network need it. */
export interface RoomPair {
  linkOf(room: MemoryRoom): { close(): void };
  vanish(room: MemoryRoom): void;
  check(patience: number): void;
}

/** One peer's presence in one room. */
export class MemoryRoom {
  readonly transport: RoomOwner;
  readonly onLink: (link: PeerLink) => void;
  readonly pairs = new Map<MemoryRoom, RoomPair>();
  /** Those a link is being made with. */
  readonly pending = new Set<MemoryRoom>();
  readonly banned = new Set<MemoryRoom>();
  /** Its process was killed: nobody was told. */
  isGone = false;
  hasLeft = false;
  readonly #room: Room;

  constructor(transport: RoomOwner, room: Room, onLink: (link: PeerLink) => void) {
    this.transport = transport;
    this.#room = room;
    this.onLink = onLink;
  }

  get name(): string {
    return this.#room.name;
  }

  get hasPlace(): boolean {
    return this.pairs.size + this.pending.size < this.#room.capacity;
  }

  get isHere(): boolean {
    return !this.hasLeft && !this.isGone;
  }

  /** Nothing between the two stands in the way of a new link. */
  isFreeFor(other: MemoryRoom): boolean {
    return !this.pairs.has(other) && !this.pending.has(other) && !this.banned.has(other);
  }

  /** Who knows both meets. */
  get key(): string {
    return `${this.#room.name} ${this.#room.password}`;
  }
}
