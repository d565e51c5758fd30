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

/** Realtime channels of instances (HST-9…HST-11). Nothing is kept, and nothing is sure to arrive. */
export interface RealtimeBus {
  join(
    place: { readonly instance: EventId; readonly space: SpaceId },
    onMessage: (bytes: Uint8Array) => void,
  ): RealtimeSeat;
}
