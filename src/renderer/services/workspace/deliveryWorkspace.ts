/** What the screens may say about where words are. Nothing here is a guess: each line follows from a signed word or equal digests. */
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { LiveQuery } from '@ports/query.ts';

/** Where one own message is. */
export interface MessageDetails {
  readonly id: EventId;
  readonly sentAt: number;
  /** Everyone it is for. */
  readonly recipients: readonly {
    readonly account: AccountId;
    readonly name: string;
    /** Devices of theirs that said they hold it, of those known. */
    readonly held: number;
    readonly devices: number;
    /** When their read mark passed it is not known, only that it did. */
    readonly state: 'sent' | 'delivered' | 'read';
  }[];
  readonly delivered: number;
  readonly read: number;
  /** Devices that hold a copy, our own counted. */
  readonly copies: number;
}

/** How far a peer and we are apart. `synced` only when the digests of every shared space were equal at the last comparison. */
export interface PeerSync {
  readonly account: AccountId;
  readonly state: 'synced' | 'behind' | 'away' | 'never';
  /** Own events of shared spaces none of their devices holds; 0 when synced. */
  readonly unsent: number;
  readonly lastSeenAt: number | null;
}

/** An own message that has not reached everyone it is for. */
export interface OutboxEntry {
  readonly id: EventId;
  readonly space: SpaceId;
  readonly name: string;
  readonly text: string;
  readonly at: number;
  /** How many of those it is for hold it, of how many. */
  readonly delivered: number;
  readonly recipients: number;
}

/** How much history of a space has come; null when all of it is here. */
export interface HistoryProgress {
  readonly held: number;
  /** Events there are, as far as peers say. */
  readonly total: number;
}

/** A device that said two different things at one place, with proof. */
export interface Equivocation {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly space: SpaceId;
  readonly seq: number;
  readonly seenAt: number;
  /** The proof as text, to show to others: anyone can check both signatures. */
  readonly proof: string;
}

/** Everything a person can see about delivery. */
export interface DeliveryWorkspace {
  messageDetails(space: SpaceId, id: string): LiveQuery<MessageDetails | null>;
  peerSync(account: AccountId): LiveQuery<PeerSync>;
  outbox(): LiveQuery<readonly OutboxEntry[]>;
  historyProgress(space: SpaceId): LiveQuery<HistoryProgress | null>;
  /** Proofs against an account; against our own, when an old copy of this profile is alive somewhere. */
  equivocations(account: AccountId): LiveQuery<readonly Equivocation[]>;
}
