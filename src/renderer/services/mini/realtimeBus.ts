import type { EventId, SpaceId } from '@shared/ids.ts';
import type { Snapshot } from '@ports/snapshot.ts';

/** A place on the realtime channel of one instance. */
export interface RealtimeSeat {
  /** To every linked device of a member that is on the channel now, as far as the network carries it; at most 128,000 bytes. */
  send(bytes: Uint8Array): void;
  /** Devices of others that are on the channel, as far as is known. */
  readonly peers: Snapshot<number>;
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
