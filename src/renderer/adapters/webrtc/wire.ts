import type { LinkChannel } from '@ports/peerTransport.ts';
import type { LaneId } from '@ports/realtimeLanes.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { Bytes } from './frames.ts';

/** What happens on one data channel. */
export interface WireChannelEvents {
  readonly opened: () => void;
  readonly received: (data: unknown) => void;
  readonly drained: () => void;
  readonly closed: () => void;
}

/** A data channel reduced to what a link needs, so that a link can be tested without a browser. */
export interface WireChannel {
  isOpen(): boolean;
  /** Bytes handed over that have not left yet. */
  buffered(): number;
  /** May throw when the channel is closed or its buffer is full. */
  send(frame: Bytes): void;
  listen(events: WireChannelEvents): void;
}

/** What is told of a lane. */
export interface LaneEvents {
  /** Messages pass: called now and then. */
  readonly talk: () => void;
  /** A frame came for a program that has no place at the lanes. */
  readonly stray: (bytes: Uint8Array) => void;
}

/** The three channels of one peer connection. */
export interface Wire {
  /** Makes the connection's lane, once. Absent where there are none. */
  openLane?(events: LaneEvents): Snapshot<LaneId | null>;
  readonly channels: Readonly<Record<LinkChannel, WireChannel>>;
  /** `weak`: no answer for some seconds, may recover. `failed`: over. */
  onTrouble(listener: (trouble: 'weak' | 'failed') => void): void;
  close(): void;
}

export const LINK_CHANNELS = ['sync', 'bulk', 'realtime'] as const satisfies readonly LinkChannel[];

/** Below this many buffered bytes a channel says that it drained. */
export const LOW_WATER = { sync: 64 * 1024, bulk: 64 * 1024, realtime: 16 * 1024 } as const satisfies Record<
  LinkChannel,
  number
>;

/** At this many buffered bytes a channel gets no more; `bulk` gets far less while somebody talks (bulkPace.ts). */
export const HIGH_WATER = { sync: 256 * 1024, bulk: 256 * 1024, realtime: 128 * 1024 } as const satisfies Record<
  LinkChannel,
  number
>;
