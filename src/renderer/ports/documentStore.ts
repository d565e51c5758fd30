/**
 * What this device keeps: events, the heads of their chains, and the tables projected from them.
 * Adapters: Dexie (IndexedDB), memory. One contract suite runs against both.
 */
import type { AccountId, BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { ConversationRecord, MessageKey, MessageRecord } from '@domain/chat/message.ts';
import type { ContactRecord, InviteRecord, RequestRecord } from '@domain/contact/contact.ts';
import type { AttachmentRecord, PinRecord, ReadMark } from '@domain/chat/marks.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { BucketHead } from '@domain/intake/intake.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import type { EquivocationRecord } from '@domain/event/equivocation.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import type {
  DocumentSnapshot,
  ProgramEntry,
  ProgramLedger,
  ProgramPlace,
  ProgramRecord,
  UpdatePack,
} from '@domain/mini/records.ts';
import type { FeedStore } from './feedStore.ts';
import type { LiveQuery } from './query.ts';
import type { RecordTable, Stored } from './recordTable.ts';
import type { MessageNotes } from './messageNotes.ts';
import type { MintStore } from './mintStore.ts';
import type { WalletStore } from './walletStore.ts';

export type { RecordTable, StoreError, Stored } from './recordTable.ts';

/**
 * The newest event of a device's chain in a space, and how far back the chain is held: `floor` is the place of the oldest event
 * here (0 when all of it is), `floorPrev` the id of the event before that one (null at 0). Below the floor history may yet come.
 */
export interface ChainHead {
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly seq: number;
  readonly id: EventId;
  readonly at: number;
  readonly floor: number;
  readonly floorPrev: EventId | null;
}

/** Where an event is kept: events stand by space, bucket, device and place in the chain. */
export interface EventPlace {
  readonly space: SpaceId;
  readonly bucket: number;
  readonly device: DeviceId;
  readonly seq: number;
}

/** A kept event as it was taken. */
export interface KeptEvent extends EventPlace {
  readonly id: EventId;
  readonly payload: Uint8Array;
}

/** Events of one device in one bucket, from place `from` of its chain on, at most `limit`. */
export interface BucketStretch extends Omit<EventPlace, 'seq'> {
  readonly from: number;
  readonly limit?: number;
}

/** `device` (of a peer) holds, durably, the chain of `chain` in `space` up to and including `seq`. */
export interface Acknowledgement {
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly chain: DeviceId;
  readonly seq: number;
}

/** A page of a conversation, oldest first. */
export interface MessagePage {
  readonly messages: readonly MessageRecord[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/**
 * Which messages to read: at most `limit`, counted from the anchor. `latest`: the newest. `from`: the anchor and what is
 * newer. `until`: the anchor and what is older. `between`: every message from `from` to `to`, both included (`to` null: to the end).
 */
export type MessageRange =
  | { readonly kind: 'latest'; readonly limit: number }
  | { readonly kind: 'from'; readonly key: MessageKey; readonly limit: number }
  | { readonly kind: 'until'; readonly key: MessageKey; readonly limit: number }
  | { readonly kind: 'between'; readonly from: MessageKey; readonly to: MessageKey | null; readonly limit: number };

/** What is said in one instance: its updates (`document` empty), or the changes of one of its documents (see `ProgramEntry`). */
export interface ProgramShelf extends ProgramPlace {
  readonly document: string;
}

/** Bytes of what was said in an instance. */
export interface ProgramUsage {
  readonly updates: number;
  /** Changes of shared and own documents, and what they came to. */
  readonly documents: number;
}

/** What came of packing once. */
export interface PackStep {
  /** Whether there may be more to do. */
  readonly isPacked: boolean;
  /** Updates that lie behind the last pack when nothing was done. */
  readonly behind: number;
}

/** What was said in mini programs, in the order in which it came to this device. Filled by admission. */
export interface ProgramShelves {
  /** What is on a shelf with serials above `after`, in their order, at most `limit`. */
  entries(shelf: ProgramShelf, after: number, limit: number): Stored<readonly ProgramEntry[]>;
  /** The greatest serial on a shelf; 0 where nothing is on it. */
  last(shelf: ProgramShelf): Stored<number>;
  watchLast(shelf: ProgramShelf): LiveQuery<number>;
  /** Keeps a change of one's own document, which is in nobody's log. Resolves to its serial. */
  addOwn(entry: Omit<ProgramEntry, 'serial'>): Stored<number>;
  /** The names of one's own documents of an instance, in their order. */
  ownNames(place: ProgramPlace): Stored<readonly string[]>;
  /** Takes away one's own documents of an instance. No serial is given again. */
  dropOwn(place: ProgramPlace): Stored;
  /**
   * Takes an instance's label from its row and puts it into the list of those to be wiped (`FORGOTTEN_LABELS`), and changes the
   * row, in one transaction. A space that is cleared does so with the labels of its programs.
   */
  forgetLabel(instance: EventId, change?: Partial<Pick<ProgramRecord, 'removed'>>): Stored;
  /** How much of what was said in an instance is kept, what was made of it included. */
  usage(place: ProgramPlace): Stored<ProgramUsage>;
  /** What the changes of a document up to a serial come to; null where that was not kept, or is damaged. */
  snapshot(shelf: ProgramShelf): Stored<DocumentSnapshot | null>;
  /**
   * Keeps such a snapshot in place of the one there, unless that goes further. The changes stay. Of one's own document none is kept whose last change is
   * gone: it was wiped meanwhile.
   */
  keepSnapshot(snapshot: DocumentSnapshot): Stored;
  /** Packs of updates that reach beyond `after`, in their order, at most `limit`; one that is damaged is left out. */
  packs(place: ProgramPlace, after: number, limit: number): Stored<readonly UpdatePack[]>;
  /**
   * Puts updates that lie behind the last pack into packs, a pack's worth in one transaction, where there are at least `least` of them.
   * The updates stay as they are. A last pack that is damaged is taken away.
   */
  packUpdates(place: ProgramPlace, least: number): Stored<PackStep>;
  /** Takes away the packs of an instance that reach beyond `after`. */
  dropPacks(place: ProgramPlace, after: number): Stored;
  /** Instances in which at least `least` serials were given since their last pack. */
  unpacked(least: number): Stored<readonly ProgramPlace[]>;
  /** What was said in every instance, summed up. */
  watchLedgers(): LiveQuery<readonly ProgramLedger[]>;
}

/** How many of each there are. */
export interface StoreFigures {
  readonly events: number;
  readonly buckets: number;
  /** The wallet's greatest serial. */
  readonly walletSerial: number;
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  readonly persisted: boolean;
}

/** See the head of this file. A record that does not fit its schema on read is shown as absent and reported, never thrown. */
export interface DocumentStore {
  /** Opens (and migrates) the database of an account. `store-newer`: written by a newer version, nothing was touched. `migration-failed`: it is as it was before. */
  open(account: AccountId): Stored;
  close(): void;

  /**
   * Keeps admitted events, advances chain and bucket heads and projects messages and conversation rows, in one transaction.
   * Events of one chain must come in order and continue the stored head, else `store-conflict`. An event already kept is skipped.
   * `durability: 'strict'` for what the person made here, `'relaxed'` for what came from peers.
   */
  admit(events: readonly AdmittedEvent[], durability: 'strict' | 'relaxed'): Stored;
  /**
   * Keeps consecutive events of one chain that lie right below its floor, and moves the floor down to the first of them: rows
   * come out as if all had come in order. Of a chain of which nothing is held they become what is held. `store-conflict` when
   * the last of them is not the one before the floor; nothing was written then.
   */
  admitBelow(events: readonly AdmittedEvent[]): Stored;
  chainHead(space: SpaceId, device: DeviceId): Stored<ChainHead | null>;
  chainHeads(space: SpaceId): Stored<readonly ChainHead[]>;
  /** The heads of every chain of every space, in one reading. */
  allChainHeads(): Stored<readonly ChainHead[]>;
  /** Open and sealed buckets of a space, or those of one week. */
  bucketHeads(space: SpaceId, bucket?: number): Stored<readonly BucketHead[]>;
  /** Payloads in chain order, byte for byte as they were taken; of several stretches those of one after those of the other, in one reading. */
  payloads(...stretches: readonly BucketStretch[]): Stored<readonly Uint8Array[]>;
  /**
   * Kept events after a place, in the order of their places, at most `limit` of them and perhaps fewer; none is the end. For
   * comparing with the journal.
   */
  scan(after: EventPlace | null, limit: number): Stored<readonly KeptEvent[]>;
  /**
   * Looks at kept events after a place, at most `limit`, and makes the rows anew of those that are shown as made by a newer version and are
   * understood by this one. The value is where to go on; null at the end.
   */
  readAnew(after: EventPlace | null, limit: number): Stored<EventPlace | null>;
  /**
   * Makes a stretch of a sealed bucket smaller on the disk, in one transaction; nothing that is read changes by it. True when there
   * may be more to do: call again, later. What is left then is not worth it yet.
   */
  packSealed(): Stored<boolean>;

  acknowledge(acknowledgements: readonly Acknowledgement[]): Stored;
  acknowledgements(space: SpaceId): Stored<readonly Acknowledgement[]>;
  watchAcknowledgements(space: SpaceId): LiveQuery<readonly Acknowledgement[]>;

  messages(space: SpaceId, range: MessageRange): Stored<MessagePage>;
  watchMessages(space: SpaceId, range: MessageRange): LiveQuery<MessagePage>;
  /** One message; null where it is not here, or was hidden. */
  message(space: SpaceId, id: EventId): Stored<MessageRecord | null>;
  /** Oldest message of others after `at`, for opening at the first unread. */
  firstAfter(space: SpaceId, at: number): Stored<MessageRecord | null>;
  /** Hides a message on this device; the conversation row follows. False when there is none. */
  hideMessage(space: SpaceId, id: EventId): Stored<boolean>;
  restoreMessage(space: SpaceId, id: EventId): Stored<boolean>;
  /** Sets the local read mark (never back) and recounts unread. */
  markRead(space: SpaceId, at: number): Stored;
  /**
   * Removes messages and the row of a space. Its events and heads stay: a chain that began anew after the two meet again
   * would be a fork of the one the other side still holds. What was said about the space itself stays, too, since those
   * events do not come again.
   */
  clearSpace(space: SpaceId): Stored;
  /**
   * Makes what a conversation shows anew from the events that are kept, as if they had just come; what stood there is gone, what was
   * deleted or marked here included. The row keeps its draft and its read mark.
   */
  showAgain(space: SpaceId): Stored;
  /**
   * Puts lines about a group into its conversation and takes others out, in one transaction. They count as no unread; the
   * conversation row, if there is one, follows. A line that is there already is replaced.
   */
  putNotices(space: SpaceId, lines: readonly MessageRecord[], gone: readonly MessageKey[]): Stored;

  /** How far those of a space say they have read, oneself among them. */
  watchReadMarks(space: SpaceId): LiveQuery<readonly ReadMark[]>;
  /** Every word on pins of a space, also those taken out. */
  watchPins(space: SpaceId): LiveQuery<readonly PinRecord[]>;
  /** Files of a space, newest first; of every space when none is named. Of a named one those said from `since` on. */
  watchAttachments(space: SpaceId | null, since?: number): LiveQuery<readonly AttachmentRecord[]>;
  /** Messages of a space that were hidden on this device: their files are listed like any other's, as they can come back. */
  watchHidden(space: SpaceId): LiveQuery<ReadonlySet<EventId>>;
  /** Messages that carry a blob, in any space. */
  attachmentsOf(blob: BlobId): Stored<readonly AttachmentRecord[]>;

  /** Signed promises and orders. */
  readonly wallet: WalletStore;
  /** Mints, and notes they signed. */
  readonly mints: MintStore;
  /** What was said about messages, and what else stands beside them. */
  readonly notes: MessageNotes;
  /** Moments and channels. */
  readonly feed: FeedStore;
  /** What was said in mini programs. */
  readonly shelves: ProgramShelves;
  /** Instances by the ids of their cards. Made by admission. */
  readonly programs: RecordTable<EventId, ProgramRecord>;
  readonly conversations: RecordTable<SpaceId, ConversationRecord>;
  /** Conversation rows, newest first. */
  watchConversations(): LiveQuery<readonly ConversationRecord[]>;
  readonly contacts: RecordTable<AccountId, ContactRecord>;
  readonly requests: RecordTable<AccountId, RequestRecord>;
  readonly invites: RecordTable<string, InviteRecord>;
  /** Accounts refused without being contacts. */
  readonly blocks: RecordTable<AccountId, BlockRecord>;
  /** Groups one is or was in, by talk space. */
  readonly groups: RecordTable<SpaceId, GroupRecord>;
  /** What is known of blobs, whose bytes are with the host. */
  readonly blobs: RecordTable<BlobId, BlobRecord>;
  /** Proofs that a device made two events for one place of its chain, by `EquivocationRecord.id`. */
  readonly proofs: RecordTable<string, EquivocationRecord>;
  /** Small values by name: settings, own profile, counters. Each caller parses its own. */
  readonly values: RecordTable<string, NamedValue>;

  figures(): Stored<StoreFigures>;
}

/** Someone refused. */
export interface BlockRecord {
  readonly account: AccountId;
  readonly at: number;
}

/** A small value by name. */
export interface NamedValue {
  readonly name: string;
  readonly value: unknown;
}
