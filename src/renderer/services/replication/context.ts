import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { DeviceKeys, VerifySignature, VerifySignatures } from '@ports/keyVault.ts';
import type { Log } from '../diagnostics/log.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { HistoryTraffic } from './historyTraffic.ts';

/** Who is in which space. Membership is by account; a device speaks for its account through its certificate. */
export interface Directory {
  /** The account a device speaks for in a space, null when it may not write there. Someone removed speaks up to their end. */
  accountOf(space: SpaceId, device: DeviceId): AccountId | null;
  /** Devices that may write in a space, and those that might and whose chains have an end now. */
  devicesOf(space: SpaceId): readonly DeviceId[];
  /** Spaces an account may be given now. */
  sharedWith(account: AccountId): readonly SpaceId[];
  /** Accounts that may be given a space now, our own left out. */
  readersOf(space: SpaceId): readonly AccountId[];
  /**
   * The last place of a device's chain that counts in a space; null where there is no end. Events beyond belong to someone who
   * was removed: they are refused, not served, and not part of any digest (see `domain/group`, cuts). -1: nothing of it counts.
   */
  endOf(space: SpaceId, device: DeviceId): ChainEnd | null;
  /** Up to which place a device's chain is not given to an account (the history rule of a group); -1 where all of it is, `GIVEN_NOTHING` where none. */
  floorOf(space: SpaceId, account: AccountId, device: DeviceId): number;
  /** Clock above which own events of a space are made, ms: what is earlier would be taken for something else (GRP-32). */
  notBefore?(space: SpaceId): number;
  /** Whether a space holds events of a kind (ADM-13): what is said in chats is nothing for a feed, and the other way round. */
  takes?(space: SpaceId, kind: string): boolean;
  /** Who and what a log's devices are may change with what is not here yet: then an unknown device is no offence. */
  isOpenEnded(space: SpaceId): boolean;
}

/** A floor above everything: an account is given nothing of a chain at all. */
export const GIVEN_NOTHING = Number.MAX_SAFE_INTEGER;

/** Where a chain ends for us: the place, and the id of the event there (null at -1). */
export interface ChainEnd {
  readonly seq: number;
  readonly id: EventId | null;
}

/** Whether a chain may go on after its newest event. An end whose event nobody knows is a bound that is still to be reached. */
export function mayGoOn(end: ChainEnd | null, newest: { readonly seq: number } | null): boolean {
  return end === null || (end.id === null && (newest?.seq ?? -1) < end.seq);
}

/** The clock above which an own event of a space is made. */
export function clockAbove(directory: Directory, space: SpaceId, seenAt: number): number {
  return Math.max(seenAt, directory.notBefore?.(space) ?? 0);
}

/** With what a space is written here: the device's own key, or one made for that space alone. */
export interface OwnWriter {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly keys: Pick<DeviceKeys, 'sign'>;
}

/** With what own events of a space are made. */
export function writerIn({ self, penOf }: Pick<ReplicationContext, 'self' | 'penOf'>, space: SpaceId): OwnWriter {
  return penOf?.(space) ?? self;
}

/** What replication works with. */
export interface ReplicationContext {
  readonly self: { readonly account: AccountId; readonly device: DeviceId; readonly keys: DeviceKeys };
  /** The key that was made for writing a space, where there is one: nobody is to see whose device it is (REP-25). */
  readonly penOf?: ((space: SpaceId) => OwnWriter | null) | undefined;
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly verify: VerifySignature;
  /** For many at a time, where the platform has more than one thread. */
  readonly verifyAll?: VerifySignatures | undefined;
  readonly log: Log;
  /** Hears of pieces of history that are given and fetched. */
  readonly traffic?: HistoryTraffic | undefined;
  /** Called after events of a space were kept, own and others'. Must not throw. */
  readonly onAdmitted: (space: SpaceId, events: readonly AdmittedEvent[]) => void;
  /**
   * Called after `Replicator.membershipChanged`, with every kept event of the space that lies beyond the end of its chain now
   * (REP-13): what of it is shown is to be hidden, what was hidden so and is not named any more is to be shown again.
   */
  readonly onBeyond?: (space: SpaceId, ids: readonly EventId[]) => void;
  /** Called when a proof came that a chain of a space parts (REP-20). */
  readonly onForked?: (space: SpaceId) => void;
}
