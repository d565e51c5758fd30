import type { EventId } from '@shared/ids.ts';

/** Number of a lane: a channel of one link that carries programs' realtime messages and nothing else, away from the page. Unique in this process. */
export type LaneId = number;

/** A port on its way to the page of a program; what it is only adapters know. */
export interface PassedPort {
  readonly port: object;
}

/** What the page hears of a program whose messages go over lanes. */
export interface LaneSeatEvents {
  /** The way is there: from now on the port, the program's end, carries what is said and heard. Not called where it never is. */
  readonly ready: (port: PassedPort) => void;
  /** The program said something that is still to go to those on the channel whose lanes are not among `served`. */
  readonly rest: (bytes: Uint8Array, served: readonly LaneId[]) => void;
  /** The program said something that nobody will hear: too much, too fast, or no bytes. */
  readonly dropped: () => void;
}

/** Which lanes a program speaks into and hears. */
export interface LaneReach {
  readonly to: readonly LaneId[];
  readonly from: readonly LaneId[];
  /** Somebody on the channel has no lane: all that is said comes as `rest` too. */
  readonly hasOthers: boolean;
}

/** A program's place at the lanes. It reaches nobody before {@link LaneSeat.reach}. */
export interface LaneSeat {
  reach(reach: LaneReach): void;
  leave(): void;
}

/** Carries realtime messages between programs' pages and links without the app's page between (MPH-47). */
export interface RealtimeLanes {
  /** Null where there is no such way. */
  sit(instance: EventId, events: LaneSeatEvents): LaneSeat | null;
}
