import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { ConversationRecord, MessageRecord } from '@domain/chat/message.ts';
import type { AttachmentRecord, PinRecord, ReadMark } from '@domain/chat/marks.ts';
import type { ContactRecord, InviteRecord, RequestRecord } from '@domain/contact/contact.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { ChainPlace, BucketHead, EndingMessage } from '@domain/intake/intake.ts';
import type { PlacedId } from '@domain/intake/noteDraft.ts';
import type { MessageNote } from '@domain/chat/note.ts';
import type { Acknowledgement, BlockRecord, NamedValue, StoreError } from '@ports/documentStore.ts';
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

/** The small tables of a store. */
export interface RecordMaps {
  readonly programs: Map<EventId, ProgramRecord>;
  readonly conversations: Map<SpaceId, ConversationRecord>;
  readonly contacts: Map<AccountId, ContactRecord>;
  readonly requests: Map<AccountId, RequestRecord>;
  readonly invites: Map<string, InviteRecord>;
  readonly blocks: Map<AccountId, BlockRecord>;
  readonly groups: Map<SpaceId, GroupRecord>;
  readonly blobs: Map<BlobId, BlobRecord>;
  readonly proofs: Map<string, EquivocationRecord>;
  readonly values: Map<string, NamedValue>;
  readonly walletUnits: Map<RecordId, UnitNote>;
  readonly feedMarks: Map<EventId, FeedMark>;
}

/** One space: its messages in order, the hidden ones, and its chains as events by `seq`. */
export interface MemorySpace {
  messages: MessageRecord[];
  readonly hidden: Map<EventId, MessageRecord>;
  readonly places: Map<string, ChainPlace>;
  readonly chains: Map<string, AdmittedEvent[]>;
  readonly sealed: BucketHead[];
  readonly acknowledgements: Map<string, Acknowledgement>;
  readonly attachments: Map<string, AttachmentRecord>;
  readonly readMarks: Map<string, ReadMark>;
  readonly pins: Map<string, PinRecord>;
  /** What was said about messages, by its event. */
  readonly notes: Map<EventId, MessageNote>;
  /** Messages that name oneself, and messages that end. */
  readonly named: Map<EventId, PlacedId>;
  readonly ends: Map<EventId, EndingMessage>;
  /** By `programKey`. */
  readonly ledgers: Map<string, ProgramLedger>;
  entries: ProgramEntry[];
  /** By instance and document. */
  readonly snapshots: Map<string, DocumentSnapshot>;
  parts: ProgramPart[];
  /** In the order of their serials. */
  packs: UpdatePack[];
}

/** The wallet: proofs by id, in the order of their serials, and what is on its way. */
export interface MemoryWallet {
  readonly proofs: Map<string, KeptProof>;
  serial: number;
  /** By account and id. */
  readonly outbox: Map<string, OutgoingRecord>;
}

/** Mints by address, their notes by secret, what is under way by id. */
export interface MemoryMints {
  readonly mints: Map<string, MintRecord>;
  readonly coins: Map<string, Coin>;
  readonly tasks: Map<string, MintTask>;
}

/** Posts, notes and words by id, uses by blob and event, keeps by kind and id. */
export interface MemoryFeed {
  readonly posts: Map<EventId, PostRecord>;
  readonly notes: Map<EventId, NoteRecord>;
  readonly uses: Map<string, BlobUse>;
  readonly words: Map<EventId, WordRecord>;
  readonly keeps: Map<string, FeedKeep>;
}

/** What one account keeps, and who listens to it: two stores over one disk are two tabs. */
export class MemoryTables {
  readonly events = new Map<EventId, AdmittedEvent>();
  readonly spaces = new Map<SpaceId, MemorySpace>();
  readonly wallet: MemoryWallet = { proofs: new Map(), serial: 0, outbox: new Map() };
  readonly mints: MemoryMints = { mints: new Map(), coins: new Map(), tasks: new Map() };
  readonly feed: MemoryFeed = {
    posts: new Map(),
    notes: new Map(),
    uses: new Map(),
    words: new Map(),
    keeps: new Map(),
  };
  readonly records: RecordMaps = {
    programs: new Map(),
    conversations: new Map(),
    contacts: new Map(),
    requests: new Map(),
    invites: new Map(),
    blocks: new Map(),
    groups: new Map(),
    blobs: new Map(),
    proofs: new Map(),
    values: new Map(),
    walletUnits: new Map(),
    feedMarks: new Map(),
  };
  /** Topic → what to run after a change of it. */
  private readonly listeners = new Map<string, Set<() => void>>();

  space(space: SpaceId): MemorySpace {
    const known = this.spaces.get(space);
    if (known !== undefined) return known;
    const made: MemorySpace = {
      messages: [],
      hidden: new Map(),
      places: new Map(),
      chains: new Map(),
      sealed: [],
      acknowledgements: new Map(),
      attachments: new Map(),
      readMarks: new Map(),
      pins: new Map(),
      notes: new Map(),
      named: new Map(),
      ends: new Map(),
      ledgers: new Map(),
      entries: [],
      snapshots: new Map(),
      parts: [],
      packs: [],
    };
    this.spaces.set(space, made);
    return made;
  }

  listen(topic: string, listener: () => void): () => void {
    const listeners = this.listeners.get(topic) ?? new Set();
    listeners.add(listener);
    this.listeners.set(topic, listeners);
    return () => listeners.delete(listener);
  }

  changed(topic: string): void {
    for (const listener of this.listeners.get(topic) ?? []) listener();
  }
}

/** A disk that outlives the stores opened on it. */
export class MemoryDisk {
  /** While set, `open` fails so. */
  openFault: StoreError['code'] | null = null;
  /** While set, everything that writes fails so and writes nothing. */
  writeFault: StoreError['code'] | null = null;
  private readonly accounts = new Map<AccountId, MemoryTables>();

  tables(account: AccountId): MemoryTables {
    const known = this.accounts.get(account);
    if (known !== undefined) return known;
    const made = new MemoryTables();
    this.accounts.set(account, made);
    return made;
  }
}
