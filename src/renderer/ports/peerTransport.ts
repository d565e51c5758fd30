import type { Failure, Result } from '@shared/result.ts';
import type { LaneId, RealtimeLanes } from './realtimeLanes.ts';
import type { Disposer, Snapshot } from './snapshot.ts';

/** Where two (or a few) devices meet. Only who knows `password` can find, read or join what is said there. */
export interface Room {
  /** Unguessable name, base64url of 32 bytes. The signaling service sees it. */
  readonly name: string;
  /** 128 random bits or more as text; never a human password. */
  readonly password: string;
  /** Signaling services to use for this room, `ws://` or `wss://`, besides those of the settings. */
  readonly signaling: readonly string[];
  /** Most links at once in this room: 1 for a pair of devices, a few for an invite. */
  readonly capacity: number;
}

/** `sync` is reliable and ordered, `bulk` reliable and ordered but always behind `sync`, `realtime` neither. */
export type LinkChannel = 'sync' | 'bulk' | 'realtime';

/** Largest message on `sync` and `bulk`, before it is cut into frames. */
export const MAX_LINK_MESSAGE = 1024 * 1024;
/** Largest message on `realtime`: one frame. */
export const MAX_REALTIME_MESSAGE = 15 * 1024;

/** Why a message was not taken or a link ended. */
export type LinkError = Failure<'link-closed' | 'message-too-large' | 'link-cancelled'>;

/** Why a link ended: `local` and `remote` are on purpose, the rest is a fault that the room heals by itself. */
export type LinkCloseReason = 'local' | 'remote' | 'timeout' | 'failed' | 'protocol';

/** How a message is sent. */
export interface SendOptions {
  /** Gives up on what has not left yet. */
  readonly signal?: AbortSignalLike;
  /** On `realtime`, what finds no room waits for it, as on the other channels, in place of being lost at once. The rest of the way may lose it. */
  readonly waits?: boolean;
}

/** One live connection to one device. Knowing the room's password was the authentication. */
export interface PeerLink {
  /** Unique in this process. */
  readonly id: string;
  readonly room: string;
  /**
   * Sends one message. Resolves when the last frame was handed to the channel (backpressure included);
   * a failure means it may or may not have arrived: nothing is assumed delivered.
   */
  send(channel: LinkChannel, message: Uint8Array, options?: SendOptions): Promise<Result<void, LinkError>>;
  /**
   * Hands a message of `realtime` to the channel before it returns; false, and nothing is sent, where it would have to wait for others or the
   * link is over. Absent where a transport hands nothing over at once: {@link send} does it then.
   */
  sendAtOnce?(message: Uint8Array): boolean;
  /** The lane of this link (MPH-47), made when it is first asked for; null until the other end has one too, and when it is gone. */
  lane?(): Snapshot<LaneId | null>;
  /** Hears whole messages, in order per reliable channel. Messages that came before the first listener are kept for it. */
  onMessage(listener: (channel: LinkChannel, message: Uint8Array) => void): Disposer;
  /** Hears the end, once; at once if it has ended. */
  onClose(listener: (reason: LinkCloseReason) => void): Disposer;
  /** Ends the link. With `ban` ms the room takes no link from the same remote peer for that long. */
  close(options?: { readonly ban?: number }): void;
  readonly stats: Snapshot<LinkStats>;
}

/** What the transport knows about a link. */
export interface LinkStats {
  /** Heartbeat round trip in ms, null before the first. */
  readonly roundTrip: number | null;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** The part of `AbortSignal` the port needs; the library project has no DOM. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A room one has joined. Supervised: it goes on looking for peers, and heals, until it is left. */
export interface JoinedRoom {
  /** Leaves the room and closes its links. */
  leave(): void;
}

/** Truthful state of the way to others. */
export interface TransportStatus {
  /** `offline`: no signaling service answers (or the system says there is no network). */
  readonly signaling: 'offline' | 'connecting' | 'online';
  readonly links: number;
  readonly services: readonly { readonly url: string; readonly connected: boolean }[];
}

/** STUN/TURN servers and signaling services in use. */
export interface TransportSettings {
  readonly iceServers: readonly IceServer[];
  readonly signaling: readonly string[];
}

/** Same shape as WebRTC's RTCIceServer. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** Finds and links devices. Adapters: WebRTC, memory (with faults). One contract suite runs against both. */
export interface PeerTransport {
  /** Joins a room; `onLink` is called for each link that is up and usable, never twice for the same. Joining a name twice is a bug and throws. */
  join(room: Room, onLink: (link: PeerLink) => void): JoinedRoom;
  readonly status: Snapshot<TransportStatus>;
  /** The lanes of its links; absent where they have none. */
  readonly lanes?: RealtimeLanes;
  /** Applies new settings: rooms without a link start over with them. */
  configure(settings: TransportSettings): void;
  /** Pretend the network changed or the machine woke: check every link now, look for peers at once. */
  nudge(): void;
  /** Leaves all rooms. */
  dispose(): void;
}
