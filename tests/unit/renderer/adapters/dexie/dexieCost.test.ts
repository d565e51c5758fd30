/** What calls ask of IndexedDB, counted: durability, number of requests, and that no read walks a conversation. */
import { IDBCursor, IDBDatabase, IDBFactory, IDBIndex, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { WalletChanges } from '@ports/walletStore.ts';
import { page, value } from '../../../../support/shared/storeScene.ts';
import { circle, posted, remarks, saidOf } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice, bob, chat, newRow } from '../../../../support/shared/storeFixtures.ts';

let store = makeStore();

function makeStore(): DexieDocumentStore {
  return new DexieDocumentStore({
    indexedDB: new IDBFactory(),
    IDBKeyRange,
    estimate: async () => ({ usedBytes: null, quotaBytes: null, persisted: false }),
  });
}

let transactions: unknown[] = [];

beforeEach(async () => {
  const transaction = Reflect.get(IDBDatabase.prototype, 'transaction');
  // Before opening: Dexie takes the method from the connection then.
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function listen(this: IDBDatabase, ...input) {
    const [, mode, options] = input;
    if (mode === 'readwrite') transactions.push(options?.durability);
    return transaction.apply(this, input);
  });
  store = makeStore();
  value(await store.open(alice));
  value(await store.conversations.put(newRow(chat, bob)));
});
afterEach(() => store.close());

/** Durability of each readwrite transaction while `work` runs. */
async function durabilities(work: () => Promise<unknown>): Promise<readonly unknown[]> {
  transactions = [];
  await work();
  return transactions;
}

it('STO-1 writes strictly what was made here and what is set, relaxed what came from others', async () => {
  const mine = new Chain(alice, 'laptop', chat);
  const theirs = new Chain(bob, 'phone', chat);
  const device = theirs.device;
  expect(await durabilities(() => store.admit([mine.next({ at: 1 })], 'strict'))).toEqual(['strict']);
  expect(await durabilities(() => store.admit([theirs.next({ at: 1 })], 'relaxed'))).toEqual(['relaxed']);
  expect(await durabilities(() => store.acknowledge([{ space: chat, device, chain: device, seq: 1 }]))).toEqual([
    'relaxed',
  ]);
  expect(await durabilities(() => store.values.put({ name: 'theme', value: 'dark' }))).toEqual(['strict']);
  expect(await durabilities(() => store.markRead(chat, 2))).toEqual(['strict']);
});

it('STO-80 writes strictly what is kept and who is to get it, relaxed that somebody has it', async () => {
  const id = 'A'.repeat(43) as RecordId;
  const out = [{ account: bob, id }];
  const proof = { kind: 'record', id, bytes: Uint8Array.of(1), at: 1 } as const;
  const write = (changes: Partial<WalletChanges>) => () =>
    store.wallet.write({ kept: [], out: [], done: [], ...changes });
  expect(await durabilities(write({ kept: [proof] }))).toEqual(['strict']);
  expect(await durabilities(write({ out }))).toEqual(['strict']);
  expect(await durabilities(write({ kept: [{ ...proof, at: 2 }], done: out }))).toEqual(['strict']);
  value(await store.wallet.write({ kept: [], out, done: [] }));
  expect(await durabilities(write({ done: out }))).toEqual(['relaxed']);
  expect(value(await store.wallet.outbox())).toEqual([]);
});

it('STO-2 costs two reads and four puts for one event that continues its chain', async () => {
  const mine = new Chain(alice, 'laptop', chat);
  value(await store.admit([mine.next({ at: 10, bucket: 1 })], 'strict'));
  const reads = [vi.spyOn(IDBObjectStore.prototype, 'get'), vi.spyOn(IDBObjectStore.prototype, 'getKey')];
  const puts = vi.spyOn(IDBObjectStore.prototype, 'put');
  value(await store.admit([mine.next({ at: 20, bucket: 1 })], 'strict'));
  expect(reads.reduce((sum, spy) => sum + spy.mock.calls.length, 0)).toBe(2);
  expect(puts.mock.calls).toHaveLength(4);
});

it('STO-9 waits for no read before the four puts of an event that continues what was last written here', async () => {
  const mine = new Chain(alice, 'laptop', chat);
  value(await store.admit([mine.next({ at: 10, bucket: 1 })], 'strict'));
  value(await store.conversations.update(chat, (row) => row && { ...row, draft: 'next' }));
  const puts = vi.spyOn(IDBObjectStore.prototype, 'put');
  const admitted = store.admit([mine.next({ at: 20, bucket: 1 })], 'strict');
  expect(puts.mock.calls).toHaveLength(4);
  value(await admitted);
  expect(puts.mock.calls).toHaveLength(4);
  expect(value(await store.conversations.get(chat))).toMatchObject({ draft: 'next', activeAt: 20 });
  value(await store.markRead(chat, 5));
  puts.mockClear();
  const forgotten = store.admit([mine.next({ at: 30, bucket: 1 })], 'strict');
  expect(puts.mock.calls).toHaveLength(0);
  value(await forgotten);
});

it.each([1, 64, 65, 500])(
  'STO-2 puts the rows of %i events a handful at a time, and lets the thread go in between',
  async (count) => {
    const theirs = new Chain(bob, 'phone', chat);
    const events = theirs.many(count, (place) => ({ at: 1 + place }));
    const puts = vi.spyOn(IDBObjectStore.prototype, 'put');
    let seen = 0;
    let most = 0;
    let isOver = false;
    const look = () => {
      most = Math.max(most, puts.mock.calls.length - seen);
      seen = puts.mock.calls.length;
      if (!isOver) setImmediate(look);
    };
    setImmediate(look);
    value(await store.admit(events, 'relaxed'));
    isOver = true;
    look();
    expect(seen).toBe(2 * count + 2);
    expect(most).toBeLessThanOrEqual(4 * 64 + 2);
    expect((await page(store, { kind: 'latest', limit: 1000 })).messages).toHaveLength(count);
  },
);

it('STO-11 reads a page with two bounded requests whatever the length of the conversation', async () => {
  const events = new Chain(bob, 'phone', chat).many(3_000, (place) => ({ at: 1 + place }));
  value(await store.admit(events, 'relaxed'));
  const rows = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  const keys = vi.spyOn(IDBObjectStore.prototype, 'getAllKeys');
  const steps = vi.spyOn(IDBCursor.prototype, 'continue');
  const index = vi.spyOn(IDBIndex.prototype, 'openCursor');
  const middle = events[1_500];
  if (middle === undefined) throw new Error('3,000 events');
  await page(store, { kind: 'from', key: { at: middle.sortAt, id: middle.id }, limit: 50 });
  expect([rows.mock.calls.length, keys.mock.calls.length]).toEqual([1, 1]);
  expect([countOf(rows.mock.calls[0]), countOf(keys.mock.calls[0])]).toEqual([51, 1]);
  await page(store, { kind: 'latest', limit: 50 });
  expect(countOf(rows.mock.calls[1])).toBe(51);
  value(await store.firstAfter(chat, 2_000));
  expect([steps.mock.calls.length, index.mock.calls.length]).toEqual([0, 0]);
});

it('STO-14 counts the shorter side of the read mark, never all', async () => {
  const theirs = new Chain(bob, 'phone', chat);
  value(
    await store.admit(
      theirs.many(2_000, (place) => ({ at: 1 + place })),
      'relaxed',
    ),
  );
  const counts = vi.spyOn(IDBIndex.prototype, 'count');
  const keys = vi.spyOn(IDBIndex.prototype, 'getAllKeys');
  const unread = async () => value(await store.conversations.get(chat))?.unread;
  const asked = () => keys.mock.calls.splice(0).map((input) => countOf(input));
  value(await store.markRead(chat, 10));
  expect([await unread(), asked()]).toEqual([1_990, [64, 64]]);
  value(await store.markRead(chat, 1_000));
  expect([await unread(), asked()]).toEqual([1_000, [64, 64, 512, 512, 4_096, 4_096]]);
  // And once whether anything that was said about messages waits for one (STO-111).
  value(await store.admit([new Chain(alice, 'tablet', chat).next({ at: 3_000, read: 1_100 })], 'relaxed'));
  expect([await unread(), asked()]).toEqual([900, [1, 64, 64, 512, 512]]);
  value(await store.admit([theirs.next({ at: 2_500 }), theirs.next({ at: 2_600 })], 'relaxed'));
  value(await store.markRead(chat, 1_990));
  expect([await unread(), asked()]).toEqual([12, [1, 64, 64]]);
  value(await store.markRead(chat, 1_990));
  expect([await unread(), counts.mock.calls.length]).toEqual([12, 0]);
});

it('STO-14 writes nothing for a mark that stands already, so that nobody who reads waits', async () => {
  value(await store.admit([new Chain(bob, 'phone', chat).next({ at: 10 })], 'relaxed'));
  value(await store.markRead(chat, 10));
  const opened = vi.spyOn(IDBDatabase.prototype, 'transaction').mock.calls;
  const before = opened.length;
  value(await store.markRead(chat, 10));
  value(await store.markRead(chat, 5));
  expect(opened.slice(before).map(([, mode]) => mode)).toEqual(['readonly', 'readonly']);
  expect(value(await store.conversations.get(chat))).toMatchObject({ readAt: 10, unread: 0 });
});

it('STO-15 counts an own read mark in one batch with what it covers', async () => {
  const theirs = new Chain(bob, 'phone', chat).many(1_200, (place) => ({ at: 1 + place }));
  const mark = new Chain(alice, 'tablet', chat).next({ at: 5_000, read: 100 });
  value(await store.admit([...theirs.slice(0, 50), mark, ...theirs.slice(50)], 'relaxed'));
  expect(value(await store.conversations.get(chat))?.unread).toBe(1_100);
});

it('STO-101 STO-102 reads a page of posts and what was said about them by ranges, whatever the length of the feed', async () => {
  const theirs = new Chain(bob, 'phone', circle);
  const posts = Array.from({ length: 1_000 }, (_, place) => posted(theirs, 1 + place));
  const mine = new Chain(alice, 'laptop', remarks);
  const likes = posts.map(({ id }, place) =>
    saidOf(mine, 2_000 + place, { verb: 'liked', post: id, body: { mark: '+' } }),
  );
  value(await store.admit([...posts, ...likes], 'relaxed'));
  const whole = [vi.spyOn(IDBObjectStore.prototype, 'getAll'), vi.spyOn(IDBObjectStore.prototype, 'openCursor')];
  const ranges = vi.spyOn(IDBIndex.prototype, 'getAll');
  const cursors = vi.spyOn(IDBIndex.prototype, 'openCursor');
  const steps = [vi.spyOn(IDBCursor.prototype, 'continue'), vi.spyOn(IDBCursor.prototype, 'advance')];
  const opened = vi.spyOn(IDBDatabase.prototype, 'transaction').mock.calls;
  const before = opened.length;
  const middle = posts[499];
  if (middle === undefined) throw new Error('1,000 posts');
  const found = value(await store.feed.page({ lane: 'moments', before: { at: 500, id: middle.id }, limit: 30 }));
  expect(found.map(({ at }) => at)).toEqual(Array.from({ length: 30 }, (_, place) => 499 - place));
  const pages = ranges.mock.calls.splice(0).map((input) => countOf(input));
  // A platform that reads no index backwards at once is asked row by row.
  expect(pages.length === 0 ? cursors.mock.calls.length : pages).toEqual(pages.length === 0 ? 1 : [30]);
  expect(steps.reduce((sum, { mock }) => sum + mock.calls.length, 0)).toBeLessThanOrEqual(30);
  expect(opened.length - before).toBe(1);
  const notes = value(await store.feed.notes(found.map(({ id }) => id)));
  expect([notes.size, ranges.mock.calls.length, opened.length - before]).toEqual([30, 30, 2]);
  expect(whole.map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
});

it('STO-100 keeps words of feeds in a transaction that touches no table of chats', async () => {
  const opened = vi.spyOn(IDBDatabase.prototype, 'transaction').mock.calls;
  const before = opened.length;
  const theirs = new Chain(bob, 'phone', circle);
  const [first, second, third] = [posted(theirs, 1), posted(theirs, 2), posted(theirs, 3)];
  value(await store.admitBelow([second, third]));
  value(await store.admitBelow([first]));
  value(await store.admit([posted(theirs, 4)], 'relaxed'));
  const touched = new Set(opened.slice(before).flatMap(([tables]) => Array.from(tables)));
  const feeds = ['feedNotes', 'feedPosts', 'feedUses', 'feedWords'];
  expect([...touched].sort()).toEqual(['chains', 'events', ...feeds, 'packs', 'sealed']);
});

/** `getAll(range, count)` or, where the platform has it, `getAll({ query, count })`. */
function countOf(input: readonly unknown[] | undefined): unknown {
  const [first, second] = input ?? [];
  return typeof first === 'object' && first !== null && 'count' in first ? first.count : second;
}
