import type { Room } from '@ports/peerTransport.ts';
import { createRoomCipher, type RoomCipher } from './roomCipher.ts';
import { parseSignalMessage, type SignalMessage } from './signalMessage.ts';
import type { SignalingPool } from './signalingPool.ts';

/** More than this many messages waiting to be decrypted are a flood: the rest is dropped, peers repeat what matters. */
const MAX_PENDING = 64;
/** Sealed messages remembered, own and heard: every seal is another one, so what is equal is the same message. */
const MAX_REMEMBERED = 256;

interface RoomSignalingEvents {
  /** Authentic, and in the order of arrival. */
  readonly received: (message: SignalMessage) => void;
  /** A service answers (again): time to announce. */
  readonly online: () => void;
}

/** The sealed conversation of a room's peers through the signaling services. */
export class RoomSignaling {
  readonly #name: string;
  readonly #pool: SignalingPool;
  readonly #cipher: Promise<RoomCipher>;
  readonly #leave: () => void;
  #outgoing: Promise<void> = Promise.resolve();
  #incoming: Promise<void> = Promise.resolve();
  #pending = 0;
  readonly #remembered = new Set<string>();
  #prepared: { readonly message: SignalMessage; readonly sealing: Promise<string> } | null = null;
  #hasLeft = false;

  constructor(room: Room, pool: SignalingPool, events: RoomSignalingEvents) {
    this.#name = room.name;
    this.#pool = pool;
    this.#cipher = createRoomCipher(room.name, room.password);
    this.#leave = pool.join({
      name: room.name,
      urls: room.signaling,
      online: events.online,
      received: (data) => this.#take(data, events.received),
    });
    // Services may have been connected all along; the owner of this object is not complete yet.
    queueMicrotask(() => {
      if (!this.#hasLeft) events.online();
    });
  }

  /** Seals what will be sent one day, so that it can go in the instant it is. The same object is to be sent then. */
  prepare(message: SignalMessage): void {
    this.#prepared = { message, sealing: this.#seal(message) };
  }

  send(message: SignalMessage): void {
    // Sealing goes on side by side; only the order of sending is kept.
    const prepared = this.#prepared?.message === message ? this.#prepared : null;
    const sealing = prepared?.sealing ?? this.#seal(message);
    if (prepared !== null) this.#prepared = null;
    this.#outgoing = this.#outgoing.then(async () => {
      const sealed = await sealing;
      if (this.#hasLeft) return;
      this.#isNew(sealed);
      this.#pool.publish(this.#name, sealed);
    });
  }

  #seal(message: SignalMessage): Promise<string> {
    return this.#cipher.then((cipher) => cipher.seal(message));
  }

  leave(): void {
    this.#hasLeft = true;
    this.#leave();
  }

  #take(data: string, received: (message: SignalMessage) => void): void {
    if (this.#pending >= MAX_PENDING || !this.#isNew(data)) return;
    this.#pending += 1;
    const opening = this.#cipher.then((cipher) => cipher.open(data));
    this.#incoming = this.#incoming.then(async () => {
      const message = parseSignalMessage(await opening);
      this.#pending -= 1;
      if (message !== null && !this.#hasLeft) received(message);
    });
  }

  /** False for an own message that a service says back, and for one that came by another service already: not worth opening. */
  #isNew(sealed: string): boolean {
    if (this.#remembered.has(sealed)) return false;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.add(sealed);
    return true;
  }
}
