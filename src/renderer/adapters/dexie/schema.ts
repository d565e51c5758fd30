import { Dexie, type Table } from 'dexie';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { ConversationRecord, MessageRecord } from '@domain/chat/message.ts';
import type { ContactRecord, InviteRecord, RequestRecord } from '@domain/contact/contact.ts';
import type { ChainPlace, SealedBucket } from '@domain/intake/planIntake.ts';
import type { Acknowledgement, BlockRecord, NamedValue } from '@ports/documentStore.ts';

/** The schema version this code writes. Raise it together with an upgrade step and a frozen fixture of the version before. */
export const SCHEMA_VERSION = 1;

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

/** The database of one account. */
export class AccountDatabase extends Dexie {
  declare readonly events: Table<EventRow, EventId>;
  declare readonly chains: Table<ChainPlace, Key>;
  declare readonly sealed: Table<SealedBucket, Key>;
  declare readonly acknowledgements: Table<Acknowledgement, Key>;
  declare readonly messages: Table<MessageRow, Key>;
  declare readonly hidden: Table<MessageRow, Key>;
  declare readonly conversations: Table<ConversationRecord, SpaceId>;
  declare readonly contacts: Table<ContactRecord, AccountId>;
  declare readonly requests: Table<RequestRecord, AccountId>;
  declare readonly invites: Table<InviteRecord, string>;
  declare readonly blocks: Table<BlockRecord, AccountId>;
  declare readonly values: Table<NamedValue, string>;

  constructor(name: string, platform: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange }) {
    super(name, {
      ...platform,
      // Closed means closed: opening again by itself would run beside a newer version that asked us to leave.
      autoOpen: false,
      // Writes past Dexie (see writeScope.ts) would leave its cache of query results stale.
      cache: 'disabled',
      chromeTransactionDurability: 'strict',
    });
    this.version(SCHEMA_VERSION).stores(VERSION_1);
  }
}

/** Name of a table. */
export type TableName = keyof typeof VERSION_1;

/** Sorts after every string and number in an IndexedDB key: the end of a prefix. */
export const KEY_END: readonly never[] = [];
