/** What the screens may say about where words are. Nothing here is a guess: each line follows from a signed word or equal digests. */
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { CrowdedMail } from '../mailbox/mailCrowd.ts';
import type { MailboxServiceStatus } from '../mailbox/mailboxStatus.ts';
import type { LiveQuery } from '@ports/query.ts';

/** One of those a message is for. */
export interface Recipient {
  readonly account: AccountId;
  readonly name: string;
  /** Devices of theirs that said they hold it, of those known. In a large group some are not linked with us, and say nothing. */
  readonly held: number;
  readonly devices: number;
  readonly state: 'sent' | 'delivered' | 'read';
  /** Nobody of theirs holds it yet, and it waits sealed in a mailbox that a device of theirs looks into. */
  readonly isLeft: boolean;
  /** Nobody of theirs holds it yet, and their mailbox takes no more: it waits here. */
  readonly isCrowdedOut: boolean;
}

/** Somebody between whom and us a mailbox is full, or nearly so. `name` is null for an own device, and for who is only in a group. */
export interface CrowdedPerson extends CrowdedMail {
  readonly name: string | null;
  readonly isOwn: boolean;
}

/** Where one own message is. */
export interface MessageDetails {
  readonly id: EventId;
  readonly sentAt: number;
  /** Everyone it is for: who read it first, then who has it, then the rest, each by name. */
  readonly recipients: readonly Recipient[];
  readonly delivered: number;
  readonly read: number;
  /** Devices that hold a copy, this one counted. */
  readonly copies: number;
}

/**
 * How far a contact and we are apart. `synced` only while linked, when the digests of every shared space were equal at the last
 * comparison. `behind`: linked, and not equal yet. `away`: not linked now. `never`: not linked since they were added.
 */
export interface PeerSync {
  readonly account: AccountId;
  readonly state: 'synced' | 'behind' | 'away' | 'never';
  /** Own words in the chat with them that none of their devices said to hold. */
  readonly waiting: number;
  readonly lastSeenAt: number | null;
}

/** An own message that not everyone it is for holds. */
export interface OutboxEntry {
  readonly id: EventId;
  readonly space: SpaceId;
  /** Name of the chat. */
  readonly name: string;
  /** Its text or the name of its file. */
  readonly text: string;
  readonly at: number;
  readonly delivered: number;
  readonly recipients: number;
}

/** How much history of a space has come, of what peers say there is. */
export interface HistoryProgress {
  readonly held: number;
  readonly total: number;
}

/** A device that said two different things at one place, with proof. */
export interface Equivocation {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly space: SpaceId;
  readonly seq: number;
  readonly seenAt: number;
  /** Both signed events as text, to show to others: anyone can check the signatures. */
  readonly proof: string;
}

/** Everything a person can see about delivery. */
export interface DeliveryWorkspace {
  /** Of an own message that is kept; null for any other. */
  messageDetails(
    space: SpaceId,
    message: { readonly id: string; readonly at: number },
  ): LiveQuery<MessageDetails | null>;
  /** How the services for mailboxes answered, those first that were asked first. */
  mailboxServices(): LiveQuery<readonly MailboxServiceStatus[]>;
  /** Whose mailboxes are full. */
  crowdedMail(): LiveQuery<readonly CrowdedPerson[]>;
  /** Null when there is no such contact. */
  peerSync(account: AccountId): LiveQuery<PeerSync | null>;
  /** Of the chats in which something was said last, newest first. */
  outbox(): LiveQuery<readonly OutboxEntry[]>;
  /** Null while nothing is being fetched. */
  historyProgress(space: SpaceId): LiveQuery<HistoryProgress | null>;
  /** Proofs against an account; against our own, when an old copy of this profile is alive somewhere. */
  equivocations(account: AccountId): LiveQuery<readonly Equivocation[]>;
}
