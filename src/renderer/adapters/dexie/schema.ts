import { Dexie, type Table, type Transaction } from 'dexie';
import type { AccountId, BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { ConversationRecord, MessageRecord } from '@domain/chat/message.ts';
import type { AttachmentRecord, PinRecord, ReadMark } from '@domain/chat/marks.ts';
import type { ContactRecord, InviteRecord, RequestRecord } from '@domain/contact/contact.ts';
import type { MessageNote } from '@domain/chat/note.ts';
import type { BucketHead, ChainPlace, EndingMessage } from '@domain/intake/intake.ts';
import type { PlacedId } from '@domain/intake/noteDraft.ts';
import type { Acknowledgement, BlockRecord, NamedValue } from '@ports/documentStore.ts';
import type { FeedKeep, FeedMark } from '@domain/feed/kept.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import type { BlobUse, WordRecord } from '@domain/feed/project.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import type { EquivocationRecord } from '@domain/event/equivocation.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import type { Coin, MintRecord, MintTask } from '@domain/cashu/records.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { KeptProof, OutgoingRecord, UnitNote } from '@domain/wallet/keptRecords.ts';
import type {
  DocumentSnapshot,
  ProgramEntry,
  ProgramLedger,
  ProgramPart,
  ProgramRecord,
  UpdatePack,
} from '@domain/mini/records.ts';

/** The schema version this code writes. Raise it together with an upgrade step and a frozen fixture of the version before. */
export const SCHEMA_VERSION = 10;

/** One kept event. */
export interface EventRow {
  readonly id: EventId;
  readonly space: SpaceId;
  readonly bucket: number;
  readonly device: DeviceId;
  readonly seq: number;
  readonly author: AccountId;
  readonly sortAt: number;
  readonly payload: Uint8Array;
}

/**
 * Consecutive events of one device in one sealed bucket, in one row instead of one each (docs/adr/0016). No place of a chain is in
 * a pack and in `events` at once.
 */
export interface EventPack {
  readonly space: SpaceId;
  readonly bucket: number;
  readonly device: DeviceId;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Their ids in order, 32 bytes each: to tell which event is at a place without unpacking. */
  readonly ids: Uint8Array;
  /** The rest of their rows, compressed: see `eventPack.ts`. */
  readonly body: Uint8Array;
}

/** A message as kept: those of others carry their place a second time, so that an index holds them alone. */
export type MessageRow = MessageRecord & { readonly incomingAt?: number };

type Key = [string, ...(string | number)[]];

/**
 * Tables and indexes, version 1. Every read is a range of one of these keys:
 * `messages` by its primary key holds a conversation in order; `[space+incomingAt]` holds only what others said (own rows lack
 * the field), which makes unread a count of one range and leaves an own message without any secondary index to write;
 * `chains` carries the open bucket of each chain, `sealed` those left behind, so that one event writes one head and not two;
 * `hidden` takes messages deleted on this device out of `messages`, so that ranges need no filter.
 */
const VERSION_1 = {
  events: 'id, [space+bucket+device+seq]',
  chains: '[space+device]',
  sealed: '[space+bucket+device]',
  acknowledgements: '[space+device+chain]',
  messages: '[space+at+id], [space+incomingAt]',
  hidden: '[space+id]',
  conversations: 'space',
  contacts: 'account',
  requests: 'account',
  invites: 'id',
  blocks: 'account',
  values: 'name',
};

/**
 * Added by version 2: groups, files, read marks of each account, pins, proofs. A conversation row says what kind it is, a chain
 * how far back it is held. No index of version 1 changes.
 */
const VERSION_2 = {
  readMarks: '[space+account]',
  pins: '[space+message]',
  attachments: '[space+at+message], blob',
  groups: 'space',
  blobs: 'id',
  proofs: 'id',
};

/** Added by version 3: packs of sealed events. What is kept moves there later, a little at a time. The key ends with the last place. */
const VERSION_3 = { packs: '[space+bucket+device+lastSeq]' };

/** Added by version 4: mini programs, what was said in them in the order in which it came, and parts of what is not whole yet. */
const VERSION_4 = {
  programs: 'instance, space',
  programLedgers: '[space+instance]',
  programEntries: '[space+instance+document+serial]',
  programParts: '[space+instance+device+seq]',
};

/** Added by version 5: what the changes of a shared document come to. Made of `programEntries`, and made again when it is lost. */
const VERSION_5 = { documentSnapshots: '[space+instance+document]' };

/** Added by version 6: the wallet's signed bytes in the order in which they came, what is on its way, and what was decided about units. */
const VERSION_6 = { walletRecords: 'serial, &id', walletOutbox: '[account+id]', walletUnits: 'unit' };

/** Added by version 7: updates of programs many to a row. Made of `programEntries`, and made again when lost. The key ends with the last serial. */
const VERSION_7 = { programPacks: '[space+instance+last]' };

/** Added by version 8: mints the person agreed to, the notes they signed, and what is under way with them. */
const VERSION_8 = { mints: 'url', mintCoins: 'secret, mint', mintTasks: 'id, mint' };

/**
 * Added by version 9: moments and channels. `feedPosts` and `feedUses` stand under `expires` only where their time ends: null is no
 * key. Posts, notes, uses and words are made of `events` by admission; keeps and marks are this device's own.
 */
const VERSION_9 = {
  feedPosts: 'id, [lane+at+id], [space+at+id], [author+at+id], expires',
  feedNotes: 'id, [post+at+id]',
  feedUses: '[blob+event], post, expires',
  feedWords: 'id, [space+kind+at+id]',
  feedKeeps: '[kind+id]',
  feedMarks: 'post',
};

/**
 * Added by version 10: what was said about messages, messages that name oneself, messages whose words end. All of it is made by admission.
 * A note stands where its message stands, so that those of a page are one range; what waits for its message stands before all of them, and is found under `waiting`.
 * Rows of messages of before carry none of what may stand on them now, and need no upgrade.
 */
const VERSION_10 = {
  messageNotes: '[space+at+message+author+event], [space+waiting], event',
  messageNames: '[space+at+message], at',
  messageEnds: '[space+message], ends, words',
};

/** What upgrades rows of version 1; runs inside the transaction that upgrades the database. */
async function upgradeToVersion2(transaction: Transaction): Promise<void> {
  await transaction.table('conversations').toCollection().modify({ kind: 'direct' });
  await transaction.table('chains').toCollection().modify({ floor: 0, floorPrev: null });
}

/** The database of one account. */
export class AccountDatabase extends Dexie {
  declare readonly events: Table<EventRow, EventId>;
  declare readonly packs: Table<EventPack, Key>;
  declare readonly chains: Table<ChainPlace, Key>;
  declare readonly sealed: Table<BucketHead, Key>;
  declare readonly acknowledgements: Table<Acknowledgement, Key>;
  declare readonly messages: Table<MessageRow, Key>;
  declare readonly hidden: Table<MessageRow, Key>;
  declare readonly conversations: Table<ConversationRecord, SpaceId>;
  declare readonly contacts: Table<ContactRecord, AccountId>;
  declare readonly requests: Table<RequestRecord, AccountId>;
  declare readonly invites: Table<InviteRecord, string>;
  declare readonly blocks: Table<BlockRecord, AccountId>;
  declare readonly readMarks: Table<ReadMark, Key>;
  declare readonly pins: Table<PinRecord, Key>;
  declare readonly attachments: Table<AttachmentRecord, Key>;
  declare readonly groups: Table<GroupRecord, SpaceId>;
  declare readonly blobs: Table<BlobRecord, BlobId>;
  declare readonly proofs: Table<EquivocationRecord, string>;
  declare readonly values: Table<NamedValue, string>;
  declare readonly programs: Table<ProgramRecord, EventId>;
  declare readonly programLedgers: Table<ProgramLedger, Key>;
  declare readonly programEntries: Table<ProgramEntry, Key>;
  declare readonly programParts: Table<ProgramPart, Key>;
  declare readonly documentSnapshots: Table<DocumentSnapshot, Key>;
  declare readonly programPacks: Table<UpdatePack, Key>;
  declare readonly walletRecords: Table<KeptProof, number>;
  declare readonly walletOutbox: Table<OutgoingRecord, Key>;
  declare readonly walletUnits: Table<UnitNote, RecordId>;
  declare readonly mints: Table<MintRecord, string>;
  declare readonly mintCoins: Table<Coin, string>;
  declare readonly mintTasks: Table<MintTask, string>;
  declare readonly feedPosts: Table<PostRecord, EventId>;
  declare readonly feedNotes: Table<NoteRecord, EventId>;
  declare readonly feedUses: Table<BlobUse, Key>;
  declare readonly feedWords: Table<WordRecord, EventId>;
  declare readonly feedKeeps: Table<FeedKeep, Key>;
  declare readonly feedMarks: Table<FeedMark, EventId>;
  declare readonly messageNotes: Table<MessageNote, Key>;
  declare readonly messageNames: Table<PlacedId, Key>;
  declare readonly messageEnds: Table<EndingMessage, Key>;

  constructor(name: string, platform: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange }) {
    super(name, {
      ...platform,
      // Closed means closed: opening again by itself would run beside a newer version that asked us to leave.
      autoOpen: false,
      // Writes past Dexie (see writeScope.ts) would leave its cache of query results stale.
      cache: 'disabled',
      chromeTransactionDurability: 'strict',
    });
    this.version(1).stores(VERSION_1);
    this.version(2).stores(VERSION_2).upgrade(upgradeToVersion2);
    this.version(3).stores(VERSION_3);
    this.version(4).stores(VERSION_4);
    this.version(5).stores(VERSION_5);
    this.version(6).stores(VERSION_6);
    this.version(7).stores(VERSION_7);
    this.version(8).stores(VERSION_8);
    this.version(9).stores(VERSION_9);
    this.version(SCHEMA_VERSION).stores(VERSION_10);
  }
}

/** Name of a table. */
export type TableName =
  | keyof typeof VERSION_1
  | keyof typeof VERSION_2
  | keyof typeof VERSION_3
  | keyof typeof VERSION_4
  | keyof typeof VERSION_5
  | keyof typeof VERSION_6
  | keyof typeof VERSION_7
  | keyof typeof VERSION_8
  | keyof typeof VERSION_9
  | keyof typeof VERSION_10;

/** Sorts after every string and number in an IndexedDB key: the end of a prefix. */
export const KEY_END: readonly never[] = [];
