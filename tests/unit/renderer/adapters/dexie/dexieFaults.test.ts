import { IDBFactory, IDBKeyRange, IDBObjectStore, forceCloseDatabase } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { SCHEMA_VERSION } from '@adapters/dexie/schema.ts';
import type { CorruptRow } from '@adapters/dexie/rowDoor.ts';
import { codeOf, follow, page, pause, scanned, texts, value } from '../../../../support/shared/storeScene.ts';
import { Chain, alice, bob, chat, newRow } from '../../../../support/shared/storeFixtures.ts';
import { answerOf } from '../../../../support/web/rawDatabase.ts';

let indexedDB = new IDBFactory();
let corrupt: CorruptRow[] = [];
let opened: { close(): void }[] = [];

beforeEach(() => {
  indexedDB = new IDBFactory();
  corrupt = [];
  opened = [];
});
afterEach(() => {
  for (const one of opened) one.close();
});

function makeStore(): DexieDocumentStore {
  const store = new DexieDocumentStore({
    indexedDB,
    IDBKeyRange,
    blockedAfter: 30,
    onCorrupt: (row) => corrupt.push(row),
    estimate: async () => ({ usedBytes: 1, quotaBytes: 2, persisted: true }),
  });
  opened.push(store);
  return store;
}

async function openStore(): Promise<DexieDocumentStore> {
  const store = makeStore();
  value(await store.open(alice));
  return store;
}

async function openRaw(version?: number, account: AccountId = alice): Promise<IDBDatabase> {
  const database = await answerOf(indexedDB.open(`banyan-${account}`, version));
  opened.push(database);
  return database;
}

async function putRaw(table: string, row: unknown): Promise<void> {
  const database = await openRaw();
  await answerOf(database.transaction(table, 'readwrite').objectStore(table).put(row));
  database.close();
}

describe('STO-34 records that do not fit', () => {
  it('STO-34 shows a corrupt message as absent, reports it once and reads the rest', async () => {
    const store = await openStore();
    const theirs = new Chain(bob, 'phone', chat).many(3, (place) => ({ at: 1 + place, text: String(place) }));
    value(await store.admit(theirs, 'relaxed'));
    const [, broken] = (await page(store)).messages;
    await putRaw('messages', { ...broken, body: { kind: 'text', text: 7 } });
    expect(texts(await page(store))).toEqual(['0', '2']);
    expect(texts(await page(store))).toEqual(['0', '2']);
    expect(corrupt).toHaveLength(1);
    expect(corrupt[0]?.table).toBe('messages');
    expect(corrupt[0]?.key).toContain(broken?.id);
  });

  it.each([
    ['an author that is no id', { author: 'bob' }],
    ['a seq below zero', { seq: -1 }],
    ['own as a number', { own: 1 }],
    ['a field too many', { colour: 'red' }],
    ['a body of no known kind', { body: { kind: 'hologram' } }],
  ])('STO-34 refuses a message with %s', async (_, change) => {
    const store = await openStore();
    value(await store.admit([new Chain(bob, 'phone', chat).next({ at: 1 })], 'relaxed'));
    const [message] = (await page(store)).messages;
    await putRaw('messages', { ...message, ...change });
    expect((await page(store)).messages).toEqual([]);
    expect(corrupt).toHaveLength(1);
  });

  it('STO-34 reads an unsupported message, which the quick check does not know', async () => {
    const store = await openStore();
    value(await store.admit([new Chain(bob, 'phone', chat).next({ at: 1, kind: 'chat.hologram' })], 'relaxed'));
    expect(texts(await page(store))).toEqual(['unsupported']);
    expect(corrupt).toEqual([]);
  });

  it('STO-34 leaves out corrupt rows of the small tables and of scans', async () => {
    const store = await openStore();
    const events = new Chain(bob, 'phone', chat).many(3, (place) => ({ at: 1 + place }));
    value(await store.admit(events, 'relaxed'));
    await putRaw('contacts', { account: bob, secret: 'never in a report' });
    const ids = events.map(({ id }) => id);
    const [first] = events;
    const { space, device, seq } = first?.content ?? {};
    await putRaw('events', { id: ids[0], space, bucket: first?.bucket, device, seq, sortAt: 1, payload: 'text' });
    expect(value(await store.contacts.all())).toEqual([]);
    expect(value(await store.scan(null, 1)).map(({ id }) => id)).toEqual([ids[1]]);
    expect((await scanned(store, 2)).map(({ id }) => id)).toEqual(ids.slice(1));
    expect(corrupt.map(({ table }) => table)).toEqual(['contacts', 'events']);
    expect(JSON.stringify(corrupt)).not.toContain('never in a report');
  });

  it('STO-34 makes a corrupt conversation row anew from its messages', async () => {
    const store = await openStore();
    const theirs = new Chain(bob, 'phone', chat);
    value(
      await store.admit(
        theirs.many(3, (place) => ({ at: 10 + place })),
        'relaxed',
      ),
    );
    await putRaw('conversations', { space: chat, unread: 'many' });
    value(await store.admit([theirs.next({ at: 20 })], 'relaxed'));
    const row = value(await store.conversations.get(chat));
    expect([row?.unread, row?.last?.at, row?.account]).toEqual([4, 20, bob]);
  });
});

describe('STO-31 newer databases', () => {
  it('STO-31 leaves version and tables of a newer database as they were', async () => {
    const newer = (SCHEMA_VERSION + 1) * 10;
    const made = indexedDB.open(`banyan-${alice}`, newer);
    made.addEventListener('upgradeneeded', () => made.result.createObjectStore('future').put('kept', 'key'));
    (await answerOf(made)).close();
    expect(codeOf(await makeStore().open(alice))).toBe('store-newer');
    const after = await openRaw();
    expect([after.version, [...after.objectStoreNames]]).toEqual([newer, ['future']]);
    expect(await answerOf(after.transaction('future').objectStore('future').get('key'))).toBe('kept');
  });

  it('STO-31 does not mend a database of the same version that lacks tables', async () => {
    const made = indexedDB.open(`banyan-${alice}`, SCHEMA_VERSION * 10);
    made.addEventListener('upgradeneeded', () => made.result.createObjectStore('strange'));
    (await answerOf(made)).close();
    expect((await makeStore().open(alice)).ok).toBe(false);
    const after = await openRaw();
    expect([after.version, [...after.objectStoreNames]]).toEqual([SCHEMA_VERSION * 10, ['strange']]);
  });
});

describe('STO-36 connections that the browser ends', () => {
  /** Ends every connection as Chromium does when the disk is full. */
  async function openWatched(): Promise<{ store: DexieDocumentStore; endAll: () => void }> {
    const connections: IDBDatabase[] = [];
    const factory = indexedDB;
    const open = factory.open.bind(factory);
    factory.open = (name, version) => {
      const request = open(name, version);
      request.addEventListener('success', () => connections.push(request.result));
      return request;
    };
    const endAll = () =>
      connections
        .splice(0)
        .forEach((each) => forceCloseDatabase(each as unknown as Parameters<typeof forceCloseDatabase>[0]));
    return { store: await openStore(), endAll };
  }

  it('STO-36 writes again, and live queries go on', async () => {
    const { store, endAll } = await openWatched();
    value(await store.values.put({ name: 'kept', value: 1 }));
    const live = follow(store.watchConversations());
    await live.settled((state) => state.status === 'ready');
    endAll();
    await live.settled((state) => state.status === 'failed' && state.error.code === 'store-closed');
    value(await store.conversations.put(newRow(chat, bob)));
    await live.settled((state) => state.status === 'ready' && state.value.length === 1);
    expect(value(await store.values.get('kept'))?.value).toBe(1);
    live.dispose();
  });

  it('STO-36 is not used when it came back empty', async () => {
    const { store, endAll } = await openWatched();
    const live = follow(store.watchConversations());
    endAll();
    await live.settled((state) => state.status === 'failed' && state.error.code === 'store-closed');
    live.dispose();
    expect(codeOf(await store.conversations.put(newRow(chat, bob)))).toBe('store-closed');
    expect(codeOf(await store.conversations.put(newRow(chat, bob)))).toBe('store-closed');
  });

  it('STO-36 stays closed when it was closed on purpose meanwhile', async () => {
    const { store, endAll } = await openWatched();
    value(await store.values.put({ name: 'kept', value: 1 }));
    const live = follow(store.watchConversations());
    endAll();
    await live.settled((state) => state.status === 'failed' && state.error.code === 'store-closed');
    live.dispose();
    const writing = store.conversations.put(newRow(chat, bob));
    store.close();
    await writing;
    expect(codeOf(await store.values.all())).toBe('store-closed');
  });
});

describe('STO-37 rows that the platform cannot read', () => {
  const unreadable = () => {
    throw new DOMException('Seek failure, unable to continue', 'UnknownError');
  };

  async function openDamaged(methods: readonly ('getAll' | 'openCursor')[]) {
    const erasers: (() => Promise<void>)[] = [];
    const store = new DexieDocumentStore({ indexedDB, IDBKeyRange, onLost: (erase) => erasers.push(erase) });
    opened.push(store);
    value(await store.open(alice));
    value(await store.values.put({ name: 'kept', value: 1 }));
    for (const method of methods) vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(unreadable);
    return { store, erasers };
  }

  it('STO-37 is told once, with the way to take away what is left', async () => {
    const { store, erasers } = await openDamaged(['getAll', 'openCursor']);
    expect(codeOf(await store.values.all())).toBe('storage-failed');
    expect(codeOf(await store.values.all())).toBe('storage-failed');
    await expect.poll(() => erasers.length).toBe(1);
    vi.restoreAllMocks();
    store.close();
    await erasers[0]?.();
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('STO-37 one read that failed by chance is no damage', async () => {
    const { store, erasers } = await openDamaged(['getAll']);
    expect(codeOf(await store.values.all())).toBe('storage-failed');
    await pause(20);
    expect(erasers).toEqual([]);
  });
});

describe('STO-35 other windows', () => {
  it('STO-35 lets go when another window upgrades, and stays closed', async () => {
    const store = await openStore();
    const live = follow(store.watchConversations());
    await live.settled((state) => state.status === 'ready');
    const upgraded = await openRaw((SCHEMA_VERSION + 1) * 10);
    expect(upgraded.version).toBe((SCHEMA_VERSION + 1) * 10);
    expect(codeOf(await store.values.all())).toBe('store-closed');
    expect(codeOf(await store.admit([new Chain(alice, 'laptop', chat).next({ at: 1 })], 'strict'))).toBe(
      'store-closed',
    );
    await live.settled((state) => state.status === 'failed' && state.error.code === 'store-closed');
    expect(codeOf(await store.open(alice))).toBe('store-newer');
    live.dispose();
  });

  it('STO-35 lets go when another window deletes', async () => {
    const store = await openStore();
    await answerOf(indexedDB.deleteDatabase(`banyan-${alice}`));
    expect(codeOf(await store.conversations.put(newRow(chat, bob)))).toBe('store-closed');
  });

  it('STO-32 leaves no upgrade and no connection behind after giving up', async () => {
    const old = await openRaw(5);
    expect(codeOf(await makeStore().open(alice))).toBe('store-blocked');
    old.close();
    await pause(30);
    const databases = await indexedDB.databases();
    expect(databases.find(({ name }) => name === `banyan-${alice}`)?.version ?? 5).toBe(5);
    expect((await openRaw(7)).version).toBe(7);
  });
});

describe('STO-33 full disks', () => {
  it('STO-33 finds the full disk behind an aborted transaction', async () => {
    const store = await openStore();
    const put = Reflect.get(IDBObjectStore.prototype, 'put');
    IDBObjectStore.prototype.put = function stub(this: IDBObjectStore, ...input) {
      const request = put.apply(this, input);
      // How Chromium tells: the put itself is taken, the transaction dies of it.
      queueMicrotask(() => abortForSpace(this.transaction));
      return request;
    };
    const answer = await store.admit([new Chain(alice, 'laptop', chat).next({ at: 1 })], 'strict');
    IDBObjectStore.prototype.put = put;
    expect(codeOf(answer)).toBe('storage-full');
    expect((await page(store)).messages).toEqual([]);
  });
});

function abortForSpace(transaction: IDBTransaction): void {
  const abort: unknown = Reflect.get(transaction, '_abort');
  if (typeof abort !== 'function') throw new Error('the stand-in for IndexedDB has changed');
  Reflect.apply(abort, transaction, ['QuotaExceededError']);
}
