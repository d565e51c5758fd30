import type { AccountId, BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { AttachmentRecord, PinRecord, ReadMark } from '@domain/chat/marks.ts';
import type { ConversationRecord, MessageKey, MessageRecord } from '@domain/chat/message.ts';
import type { ContactRecord, InviteRecord, RequestRecord } from '@domain/contact/contact.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type BucketHead, chainKey } from '@domain/intake/intake.ts';
import { openBucket } from '@domain/intake/openBucket.ts';
import type {
  Acknowledgement,
  BlockRecord,
  BucketStretch,
  ChainHead,
  DocumentStore,
  EventPlace,
  KeptEvent,
  MessagePage,
  MessageRange,
  NamedValue,
  ProgramShelves,
  RecordTable,
  StoreError,
  StoreFigures,
  Stored,
} from '@ports/documentStore.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import type { EquivocationRecord } from '@domain/event/equivocation.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { MessageNotes } from '@ports/messageNotes.ts';
import type { MintStore } from '@ports/mintStore.ts';
import type { WalletStore } from '@ports/walletStore.ts';
import { MemoryDisk, type MemoryTables } from './memoryDisk.ts';
import * as rows from './memoryMessages.ts';
import { acknowledge, attachmentsIn, attachmentsOf } from './memoryMarks.ts';
import { byDevice, chainHead, eventsAfter, figuresOf, headsOf, payloadsOf } from './memoryHeads.ts';
import { MemoryProgramShelves, clearPrograms } from './memoryPrograms.ts';
import { MemoryNotes, hideNote } from './memoryNotes.ts';
import { MemoryFeedStore } from './memoryFeed.ts';
import { MemoryRecordTable, MemorySession } from './memorySession.ts';
import { MemoryMintStore } from './memoryMints.ts';
import { MemoryWalletStore } from './memoryWallet.ts';
import { projectAgain, showAgain, takeEvents, takeEventsBelow } from './takeEvents.ts';

/** How a memory store is made. */
export interface MemoryStoreOptions {
  /** Whose words are own. Default: the account that is opened. */
  readonly self?: AccountId;
  /** What outlives the store; two stores over one disk behave as two tabs. */
  readonly disk?: MemoryDisk;
}

/** The store in memory, for tests and simulations. */
export class MemoryDocumentStore implements DocumentStore {
  readonly programs: RecordTable<EventId, ProgramRecord>;
  readonly shelves: ProgramShelves;
  readonly wallet: WalletStore;
  readonly mints: MintStore;
  readonly notes: MessageNotes;
  readonly feed: FeedStore;
  readonly conversations: RecordTable<SpaceId, ConversationRecord>;
  readonly contacts: RecordTable<AccountId, ContactRecord>;
  readonly requests: RecordTable<AccountId, RequestRecord>;
  readonly invites: RecordTable<string, InviteRecord>;
  readonly blocks: RecordTable<AccountId, BlockRecord>;
  readonly groups: RecordTable<SpaceId, GroupRecord>;
  readonly blobs: RecordTable<BlobId, BlobRecord>;
  readonly proofs: RecordTable<string, EquivocationRecord>;
  readonly values: RecordTable<string, NamedValue>;
  private readonly session: MemorySession;
  private readonly options: MemoryStoreOptions;

  constructor(options: MemoryStoreOptions = {}) {
    const session = new MemorySession(options.disk ?? new MemoryDisk());
    this.options = options;
    this.session = session;
    this.shelves = new MemoryProgramShelves(session);
    this.wallet = new MemoryWalletStore(session);
    this.mints = new MemoryMintStore(session);
    this.feed = new MemoryFeedStore(session);
    this.notes = new MemoryNotes(session, projectAgain);
    this.programs = new MemoryRecordTable(session, 'programs', {
      map: (records) => records.programs,
      keyOf: (program) => program.instance,
    });
    this.conversations = new MemoryRecordTable(session, 'conversations', {
      map: (records) => records.conversations,
      keyOf: (row) => row.space,
    });
    this.contacts = new MemoryRecordTable(session, 'contacts', {
      map: (records) => records.contacts,
      keyOf: (contact) => contact.account,
    });
    this.requests = new MemoryRecordTable(session, 'requests', {
      map: (records) => records.requests,
      keyOf: (request) => request.account,
    });
    this.invites = new MemoryRecordTable(session, 'invites', {
      map: (records) => records.invites,
      keyOf: (invite) => invite.id,
    });
    this.blocks = new MemoryRecordTable(session, 'blocks', {
      map: (records) => records.blocks,
      keyOf: (block) => block.account,
    });
    this.groups = new MemoryRecordTable(session, 'groups', {
      map: (records) => records.groups,
      keyOf: (group) => group.space,
    });
    this.blobs = new MemoryRecordTable(session, 'blobs', { map: (records) => records.blobs, keyOf: (blob) => blob.id });
    this.proofs = new MemoryRecordTable(session, 'proofs', {
      map: (records) => records.proofs,
      keyOf: (proof) => proof.id,
    });
    this.values = new MemoryRecordTable(session, 'values', {
      map: (records) => records.values,
      keyOf: (value) => value.name,
    });
  }

  open(account: AccountId): Stored {
    return this.session.open(account);
  }

  close(): void {
    this.session.close();
  }

  /** The next call (of this store, not of its disk) fails so. */
  failNext(code: StoreError['code']): void {
    this.session.failNext(code);
  }

  admit(events: readonly AdmittedEvent[], _durability: 'strict' | 'relaxed'): Stored {
    return this.session.attempt((tables) => takeEvents(tables, events, this.self));
  }

  admitBelow(events: readonly AdmittedEvent[]): Stored {
    return this.session.attempt((tables) => takeEventsBelow(tables, events, this.self));
  }

  chainHead(space: SpaceId, device: DeviceId): Stored<ChainHead | null> {
    return this.session.read((tables) => {
      const place = tables.space(space).places.get(chainKey({ space, device }));
      return place === undefined ? null : chainHead(place);
    });
  }

  chainHeads(space: SpaceId): Stored<readonly ChainHead[]> {
    return this.session.read((tables) => headsOf(tables.space(space)).toSorted(byDevice));
  }

  allChainHeads(): Stored<readonly ChainHead[]> {
    return this.session.read(({ spaces }) => [...spaces.values()].flatMap(headsOf));
  }

  bucketHeads(space: SpaceId, bucket?: number): Stored<readonly BucketHead[]> {
    return this.session.read((tables) => {
      const { sealed, places } = tables.space(space);
      return [...sealed, ...[...places.values()].map(openBucket)]
        .filter((head) => bucket === undefined || head.bucket === bucket)
        .toSorted((first, second) => first.bucket - second.bucket || byDevice(first, second));
    });
  }

  payloads(...stretches: readonly BucketStretch[]): Stored<readonly Uint8Array[]> {
    return this.session.read((tables) => stretches.flatMap((stretch) => payloadsOf(tables, stretch)));
  }

  scan(after: EventPlace | null, limit: number): Stored<readonly KeptEvent[]> {
    return this.session.read((tables) => eventsAfter(tables, after, limit));
  }

  /** Nothing is on a disk here. */
  packSealed(): Stored<boolean> {
    return this.session.read(() => false);
  }

  acknowledge(acknowledgements: readonly Acknowledgement[]): Stored {
    return this.session.write((tables) => {
      for (const next of acknowledgements) acknowledge(tables, next);
    });
  }

  acknowledgements(space: SpaceId): Stored<readonly Acknowledgement[]> {
    return this.session.read((tables) => [...tables.space(space).acknowledgements.values()]);
  }

  watchAcknowledgements(space: SpaceId): LiveQuery<readonly Acknowledgement[]> {
    const topic = `acknowledgements/${space}`;
    return this.session.watch(topic, (tables) => [...tables.space(space).acknowledgements.values()]);
  }

  messages(space: SpaceId, range: MessageRange): Stored<MessagePage> {
    return this.session.read((tables) => rows.pageOf(tables.space(space).messages, range));
  }

  watchMessages(space: SpaceId, range: MessageRange): LiveQuery<MessagePage> {
    return this.session.watch(`messages/${space}`, (tables) => rows.pageOf(tables.space(space).messages, range));
  }

  message(space: SpaceId, id: EventId): Stored<MessageRecord | null> {
    return this.session.read((tables) => tables.space(space).messages.find((message) => message.id === id) ?? null);
  }

  firstAfter(space: SpaceId, at: number): Stored<MessageRecord | null> {
    return this.session.read((tables) => rows.firstAfter(tables.space(space).messages, at));
  }

  hideMessage(space: SpaceId, id: EventId): Stored<boolean> {
    return this.session.write((tables) => {
      if (!rows.hide(tables.space(space), id)) return hideNote(tables, { space, id }, true);
      this.refresh(tables, space);
      return true;
    });
  }

  restoreMessage(space: SpaceId, id: EventId): Stored<boolean> {
    return this.session.write((tables) => {
      if (!rows.unhide(tables.space(space), id)) return hideNote(tables, { space, id }, false);
      this.refresh(tables, space);
      return true;
    });
  }

  markRead(space: SpaceId, at: number): Stored {
    return this.session.write((tables) => {
      const row = tables.records.conversations.get(space);
      if (row === undefined || at < row.readAt) return;
      tables.records.conversations.set(space, { ...row, readAt: at });
      rows.refreshRow(tables, space, 'unread');
      rows.tellRow(tables, space);
    });
  }

  clearSpace(space: SpaceId): Stored {
    return this.session.write((tables) => {
      rows.clearMessages(tables, space);
      clearPrograms(tables, space);
    });
  }

  showAgain(space: SpaceId): Stored {
    return this.session.write((tables) => showAgain(tables, space, this.self));
  }

  putNotices(space: SpaceId, lines: readonly MessageRecord[], gone: readonly MessageKey[]): Stored {
    return this.session.write((tables) => {
      rows.putLines(tables.space(space), lines, gone);
      this.refresh(tables, space);
    });
  }

  watchReadMarks(space: SpaceId): LiveQuery<readonly ReadMark[]> {
    return this.session.watch(`readMarks/${space}`, (tables) => [...tables.space(space).readMarks.values()]);
  }

  watchPins(space: SpaceId): LiveQuery<readonly PinRecord[]> {
    return this.session.watch(`pins/${space}`, (tables) => [...tables.space(space).pins.values()]);
  }

  watchAttachments(space: SpaceId | null, since = 0): LiveQuery<readonly AttachmentRecord[]> {
    const topic = space === null ? 'attachments' : `attachments/${space}`;
    return this.session.watch(topic, (tables) => attachmentsIn(tables, { space, since }));
  }

  watchHidden(space: SpaceId): LiveQuery<ReadonlySet<EventId>> {
    return this.session.watch(`messages/${space}`, (tables) => new Set(tables.space(space).hidden.keys()));
  }

  attachmentsOf(blob: BlobId): Stored<readonly AttachmentRecord[]> {
    return this.session.read((tables) => attachmentsOf(tables, blob));
  }

  watchConversations(): LiveQuery<readonly ConversationRecord[]> {
    return this.session.watch('conversations', rows.conversationsIn);
  }

  readAnew(): Stored<null> {
    return this.session.read(() => null);
  }

  figures(): Stored<StoreFigures> {
    return this.session.read(figuresOf);
  }

  private get self(): AccountId | null {
    return this.options.self ?? this.session.account;
  }

  private refresh(tables: MemoryTables, space: SpaceId): void {
    rows.refreshRow(tables, space, 'all');
    tables.changed(`messages/${space}`);
    rows.tellRow(tables, space);
  }
}
