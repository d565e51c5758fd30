import type { AccountId, BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { AttachmentRecord, PinRecord, ReadMark } from '@domain/chat/marks.ts';
import {
  type ConversationRecord,
  type MessageKey,
  type MessageRecord,
  conversationRecordSchema,
} from '@domain/chat/message.ts';
import {
  type ContactRecord,
  type InviteRecord,
  type RequestRecord,
  contactRecordSchema,
  inviteRecordSchema,
  requestRecordSchema,
} from '@domain/contact/contact.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
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
  StoreFigures,
  Stored,
} from '@ports/documentStore.ts';
import { type BlobRecord, blobRecordSchema } from '@domain/blob/blobRecord.ts';
import type { BucketHead } from '@domain/intake/intake.ts';
import { type EquivocationRecord, equivocationRecordSchema } from '@domain/event/equivocation.ts';
import { type GroupRecord, groupRecordSchema } from '@domain/group/groupRecord.ts';
import { type ProgramRecord, programRecordSchema } from '@domain/mini/records.ts';
import { type FetchCode, LatePart, fetchOnce } from '@ports/latePart.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { MessageNotes } from '@ports/messageNotes.ts';
import type { MintStore } from '@ports/mintStore.ts';
import type { WalletStore } from '@ports/walletStore.ts';
import { Connection } from './connection.ts';
import { DexieRecordTable, type TableShape } from './dexieRecordTable.ts';
import { readAttachments, readAttachmentsOf, readHidden, readPins, readReadMarks } from './markTables.ts';
import * as log from './logTables.ts';
import { READ_MESSAGE, messageById } from './messageById.ts';
import { readConversations, readFirstAfter, readPage } from './messagePages.ts';
import { platformOf } from './platform.ts';
import { DexieFeedStore } from './dexieFeedStore.ts';
import { type CorruptRow, RowDoor, blockSchema, chainSchema, namedValueSchema } from './rowDoor.ts';
import { askSide, lateNotes, lateShelves } from './lateSide.ts';
import { type StorageEstimate, browserEstimate } from './storageEstimate.ts';
import { DexieMintStore } from './mintTables.ts';
import { DexieWalletStore, readLastSerial } from './walletTables.ts';
import type { EngineSide } from './engineSide.ts';

/** How a store is made. Everything has a default that fits a browser. */
export interface DexieStoreOptions {
  /** Whose words are own. Default: the account that is opened. */
  readonly self?: AccountId;
  /** Default: `banyan-<account>`. */
  readonly databaseName?: string;
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
  /** Hears of each row that does not fit its schema, once. */
  readonly onCorrupt?: (row: CorruptRow) => void;
  /**
   * This store is of no use any more: the browser gave its database back empty, or it cannot be read. `erase` deletes what is
   * left, which must be done only when it can be made again.
   */
  readonly onLost?: (erase: () => Promise<void>) => void;
  readonly estimate?: () => Promise<StorageEstimate>;
  /** How long to wait, in ms, for other windows to let go of an older version. */
  readonly blockedAfter?: number;
  /** Gets the code of what no list shows; default: tries once. */
  readonly fetchCode?: FetchCode;
}

const BLOCKED_AFTER = 4_000;

/** The store in IndexedDB. */
export class DexieDocumentStore implements DocumentStore {
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
  private readonly options: DexieStoreOptions;
  private readonly connection: Connection;
  private readonly door: RowDoor;
  private readonly side: LatePart<EngineSide>;
  private account: AccountId | null = null;

  constructor(options: DexieStoreOptions = {}) {
    this.options = options;
    const door = new RowDoor(options.onCorrupt ?? (() => undefined));
    const connection = new Connection(platformOf(options), options.blockedAfter ?? BLOCKED_AFTER, (erase) =>
      options.onLost?.(erase),
    );
    this.door = door;
    this.connection = connection;
    const { fetchCode = fetchOnce } = options;
    this.side = new LatePart(async () => {
      const { EngineSide: Side } = await fetchCode(() => import('./engineSide.ts'));
      return new Side(connection, door);
    });
    this.shelves = lateShelves(this.side);
    this.notes = lateNotes(this.side);
    this.wallet = new DexieWalletStore(connection, door);
    this.mints = new DexieMintStore(connection, door);
    this.feed = new DexieFeedStore(connection, door);
    const table = <K extends string, V>(shape: TableShape<K, V>) => new DexieRecordTable(connection, door, shape);
    this.conversations = table({
      name: 'conversations',
      table: (database) => database.conversations,
      schema: conversationRecordSchema,
      // Without the code nothing was remembered.
      onPut: (row) => this.side.here?.admission.memory.keepRow(row),
    });
    this.programs = table({ name: 'programs', table: (database) => database.programs, schema: programRecordSchema });
    this.contacts = table({ name: 'contacts', table: (database) => database.contacts, schema: contactRecordSchema });
    this.requests = table({ name: 'requests', table: (database) => database.requests, schema: requestRecordSchema });
    this.invites = table({ name: 'invites', table: (database) => database.invites, schema: inviteRecordSchema });
    this.blocks = table({ name: 'blocks', table: (database) => database.blocks, schema: blockSchema });
    this.groups = table({ name: 'groups', table: (database) => database.groups, schema: groupRecordSchema });
    this.blobs = table({ name: 'blobs', table: (database) => database.blobs, schema: blobRecordSchema });
    this.proofs = table({ name: 'proofs', table: (database) => database.proofs, schema: equivocationRecordSchema });
    this.values = table({ name: 'values', table: (database) => database.values, schema: namedValueSchema });
  }

  async open(account: AccountId): Stored {
    this.account = account;
    return this.connection.open(this.options.databaseName ?? `banyan-${account}`);
  }

  close(): void {
    this.connection.close();
  }

  admit(events: readonly AdmittedEvent[], durability: 'strict' | 'relaxed'): Stored {
    return this.take(events, (side, self) => side.admission.above(self, events, durability));
  }

  admitBelow(events: readonly AdmittedEvent[]): Stored {
    return this.take(events, (side, self) => side.admission.below(self, events));
  }

  chainHead(space: SpaceId, device: DeviceId): Stored<ChainHead | null> {
    return this.connection.run((database) => log.readChainHead(database, this.door, { space, device }));
  }

  chainHeads(space: SpaceId): Stored<readonly ChainHead[]> {
    return this.connection.run((database) => log.readChainHeads(database, this.door, space));
  }

  allChainHeads(): Stored<readonly ChainHead[]> {
    return this.connection.run((database) => log.readAllChainHeads(database, this.door));
  }

  bucketHeads(space: SpaceId, bucket?: number): Stored<readonly BucketHead[]> {
    return this.connection.run((database) => log.readBucketHeads(database, this.door, { space, bucket }));
  }

  payloads(...stretches: readonly BucketStretch[]): Stored<readonly Uint8Array[]> {
    return askSide(this.side, ({ events }) => events.payloads(stretches));
  }

  scan(after: EventPlace | null, limit: number): Stored<readonly KeptEvent[]> {
    return askSide(this.side, ({ events }) => events.scan(after, limit));
  }

  packSealed(): Stored<boolean> {
    return askSide(this.side, ({ packer }) => packer.next());
  }

  async acknowledge(acknowledgements: readonly Acknowledgement[]): Stored {
    if (acknowledgements.length === 0) return ok();
    return this.connection.transact(
      { tables: ['acknowledgements'], mode: 'readwrite', durability: 'relaxed' },
      (scope) => log.writeAcknowledgements(scope, this.door, acknowledgements),
    );
  }

  acknowledgements(space: SpaceId): Stored<readonly Acknowledgement[]> {
    return this.connection.run((database) => log.readAcknowledgements(database, this.door, space));
  }

  watchAcknowledgements(space: SpaceId): LiveQuery<readonly Acknowledgement[]> {
    return this.connection.watch((database) => log.readAcknowledgements(database, this.door, space));
  }

  messages(space: SpaceId, range: MessageRange): Stored<MessagePage> {
    return this.connection.run((database) => readPage(database, this.door, { space, range }));
  }

  watchMessages(space: SpaceId, range: MessageRange): LiveQuery<MessagePage> {
    return this.connection.watch((database) => readPage(database, this.door, { space, range }));
  }

  message(space: SpaceId, id: EventId): Stored<MessageRecord | null> {
    return this.connection.transact(READ_MESSAGE, async (scope) =>
      ok(await messageById(scope, { space, id }, { door: this.door, keyRange: this.connection.keyRange })),
    );
  }

  firstAfter(space: SpaceId, at: number): Stored<MessageRecord | null> {
    return this.connection.run((database) => readFirstAfter(database, this.door, { space, at }));
  }

  hideMessage(space: SpaceId, id: EventId): Stored<boolean> {
    return askSide(this.side, (side) => side.hideMessage(space, id));
  }

  restoreMessage(space: SpaceId, id: EventId): Stored<boolean> {
    return askSide(this.side, (side) => side.restoreMessage(space, id));
  }

  markRead(space: SpaceId, at: number): Stored {
    return askSide(this.side, (side) => side.markRead(space, at));
  }

  clearSpace(space: SpaceId): Stored {
    return askSide(this.side, (side) => side.clearSpace(space));
  }

  showAgain(space: SpaceId): Stored {
    return this.take([space], (side, self) => side.showAgain(self, space));
  }

  putNotices(space: SpaceId, lines: readonly MessageRecord[], gone: readonly MessageKey[]): Stored {
    return askSide(this.side, (side) => side.putNotices(space, lines, gone));
  }

  watchReadMarks(space: SpaceId): LiveQuery<readonly ReadMark[]> {
    return this.connection.watch((database) => readReadMarks(database, this.door, space));
  }

  watchPins(space: SpaceId): LiveQuery<readonly PinRecord[]> {
    return this.connection.watch((database) => readPins(database, this.door, space));
  }

  watchAttachments(space: SpaceId | null, since = 0): LiveQuery<readonly AttachmentRecord[]> {
    return this.connection.watch((database) => readAttachments(database, this.door, { space, since }));
  }

  watchHidden(space: SpaceId): LiveQuery<ReadonlySet<EventId>> {
    return this.connection.watch((database) => readHidden(database, space));
  }

  attachmentsOf(blob: BlobId): Stored<readonly AttachmentRecord[]> {
    return this.connection.run((database) => readAttachmentsOf(database, this.door, blob));
  }

  watchConversations(): LiveQuery<readonly ConversationRecord[]> {
    return this.connection.watch((database) => readConversations(database, this.door));
  }

  figures(): Stored<StoreFigures> {
    return this.connection.run(async (database) => {
      const [chains, sealed, walletSerial, estimate] = await Promise.all([
        database.chains.toArray(),
        database.sealed.count(),
        readLastSerial(database),
        (this.options.estimate ?? browserEstimate)(),
      ]);
      // What is held of a chain has no gaps, so heads and floors know; counting 100,000 events would take Chromium 0.4 s.
      const heads = this.door.parseAll('chains', chainSchema, chains);
      const events = heads.reduce((sum, { seq, floor }) => sum + seq - floor + 1, 0);
      return { events, buckets: sealed + heads.length, walletSerial, ...estimate };
    });
  }

  readAnew(after: EventPlace | null, limit: number): Stored<EventPlace | null> {
    const self = this.options.self ?? this.account;
    if (self === null) return this.connection.run(async () => null);
    return askSide(this.side, (side) => side.readAnew(self, after, limit));
  }

  private take(events: readonly unknown[], admit: (side: EngineSide, self: AccountId) => Stored): Stored {
    const self = this.options.self ?? this.account;
    if (events.length === 0 || self === null) return this.connection.run(async () => undefined);
    return askSide(this.side, (side) => admit(side, self));
  }
}
