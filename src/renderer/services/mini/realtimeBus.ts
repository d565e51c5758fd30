import type { EventId, SpaceId } from '@shared/ids.ts';
import type { LaneSeatEvents } from '@ports/realtimeLanes.ts';
import type { Snapshot } from '@ports/snapshot.ts';

/** What a page is told of its way past the app's page, and what it is asked. */
export interface LaneUse extends Pick<LaneSeatEvents, 'ready' | 'dropped'> {
  /** Whether the program may say one more thing through the page. */
  readonly mayRest: () => boolean;
}

/** A place on the realtime channel of one instance. */
export interface RealtimeSeat {
  /** To every linked device of a member that is on the channel now, as far as the network carries it; at most 128,000 bytes. */
  send(bytes: Uint8Array): void;
  /** Devices of others that are on the channel, as far as is known. */
  readonly peers: Snapshot<number>;
  /** The program's page can take a port: where there is a way past the app's page (MPH-47), `ready` brings its end. */
  openLane?(events: LaneUse): void;
  /** The page stands still: nothing is to be put before it. */
  setPaused?(isPaused: boolean): void;
  leave(): void;
}

/** Where somebody wants to be. */
export interface RealtimePlace {
  readonly instance: EventId;
  readonly space: SpaceId;
  /** Since when it is wanted, ms since the epoch; now where it is not said. */
  readonly since?: number;
  /** Another place of this profile, wanted since later, has the channel: from the beginning, or from now on. Nothing is heard or said here. */
  readonly onTaken?: () => void;
}

/** Realtime channels of instances (MPH-9…MPH-11). Nothing is kept, and nothing is sure to arrive. */
export interface RealtimeBus {
  join(place: RealtimePlace, onMessage: (bytes: Uint8Array) => void): RealtimeSeat;
}
