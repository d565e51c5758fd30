import type { Clock } from '@ports/clock.ts';
import type { IceServer, PeerLink, Room } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import type { PeerConnectionFactory } from './peerConnection.ts';
import type { SignalingPool } from './signalingPool.ts';

/** What keeps one room linked, whoever makes its connections. */
export interface RoomEngine {
  readonly linkCount: number;
  /** Closes the links and stops looking. */
  leave(): void;
  /** Closes the links with a word to the other side; goes on looking. A page that is leaving does nothing later. */
  closeLinks(how?: { readonly isLeaving: boolean }): void;
  /** Checks every link now and looks for peers at once. */
  nudge(): void;
  /** Drops what has not become a link yet and tries anew with the present settings. */
  startOver(): void;
}

export interface RoomEngineContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly signaling: SignalingPool;
  /** The services of the settings, for an engine with sockets of its own. */
  readonly signalingUrls: () => readonly string[];
  readonly connect: PeerConnectionFactory;
  readonly iceServers: () => readonly IceServer[];
  readonly linkId: () => string;
  /** How many rooms share the services and this device. */
  readonly roomCount: () => number;
  readonly onLink: (link: PeerLink) => void;
  /** The number of links changed. */
  readonly changed: () => void;
}

export type RoomEngineFactory = (room: Room, context: RoomEngineContext) => RoomEngine;
