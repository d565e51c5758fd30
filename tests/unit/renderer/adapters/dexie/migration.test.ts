import { readFileSync, readdirSync } from 'node:fs';
import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { sha256 } from '@noble/hashes/sha2.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyDatabase, countRows, makeFlag, markOf, removeDatabase, versionOf } from '@adapters/dexie/databaseCopy.ts';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { copyName, openMigrating } from '@adapters/dexie/migration.ts';
import type { CorruptRow } from '@adapters/dexie/rowDoor.ts';
import { SCHEMA_VERSION } from '@adapters/dexie/schema.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { type FrozenDatabase, makeFrozen, readFrozen } from '../../../../support/web/frozenDatabase.ts';
import { noted } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat, idOf, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { codeOf, page, scanned, texts, value } from '../../../../support/shared/storeScene.ts';

const folder = new URL('../../../../fixtures/store/', import.meta.url);
const versions = readdirSync(folder)
  .map((file) => ({ file, frozen: readFrozen(readFileSync(new URL(file, folder), 'utf8')) }))
  .toSorted((one, other) => one.frozen.version - other.frozen.version);
const [oldest] = versions;

let indexedDB = new IDBFactory();
let corrupt: CorruptRow[] = [];
let opened: DexieDocumentStore[] = [];
const put = Reflect.get(IDBObjectStore.prototype, 'put');

beforeEach(() => {
  indexedDB = new IDBFactory();
  corrupt = [];
  opened = [];
});
afterEach(() => {
  IDBObjectStore.prototype.put = put;
  for (const store of opened) store.close();
});

function platform() {
  return { indexedDB, IDBKeyRange };
}

function makeStore(): DexieDocumentStore {
  const store = new DexieDocumentStore({
    ...platform(),
    blockedAfter: 30,
    onCorrupt: (row) => corrupt.push(row),
    estimate: async () => ({ usedBytes: 1, quotaBytes: 2, persisted: true }),
  });
  opened.push(store);
  return store;
}

function first(): FrozenDatabase {
  if (oldest === undefined) throw new Error('no fixture');
  return oldest.frozen;
}

describe('STO-50 migrations', () => {
  it('STO-50 there is a frozen database of every version, this one included', () => {
    expect(versions.map(({ frozen }) => frozen.version)).toEqual(
      Array.from({ length: SCHEMA_VERSION }, (_, place) => (place + 1) * 10),
    );
  });

  it.each(versions)('STO-50 $file opens with everything that was in it', async ({ frozen }) => {
    const name = await makeFrozen(indexedDB, frozen);
    const store = makeStore();
    value(await store.open(alice));
    expect(value(await store.conversations.get(chat))).toMatchObject({
      kind: 'direct',
      account: bob,
      readAt: 3000,
    });
    expect(texts(await page(store))).toHaveLength(59);
    expect(texts(value(await store.messages(otherChat, { kind: 'latest', limit: 10 })))).toContain('unsupported');
    expect(value(await store.contacts.get(bob))).toMatchObject({ remark: 'Bobby', verifiedAt: 77 });
    expect(value(await store.invites.all())).toHaveLength(1);
    expect(value(await store.values.get('settings'))?.value).toEqual({ theme: 'dark' });
    expect(value(await store.acknowledgements(chat))).toMatchObject([{ seq: 12 }]);
    const heads = value(await store.chainHeads(chat));
    expect(heads.map(({ seq, floor, floorPrev }) => [seq, floor, floorPrev])).toEqual(
      expect.arrayContaining([
        [29, 0, null],
        [30, 0, null],
      ]),
    );
    const { events } = value(await store.figures());
    expect(await scanned(store, 50)).toHaveLength(events);
    expect(corrupt).toEqual([]);
    expect(await versionOf(indexedDB, name)).toBe(SCHEMA_VERSION * 10);
  });

  it('STO-50 what version 2 kept one by one and version 3 packs is the same', async () => {
    const read = async (version: number) => {
      indexedDB = new IDBFactory();
      const found = versions.find(({ frozen }) => frozen.version === version);
      if (found === undefined) throw new Error('no fixture');
      await makeFrozen(indexedDB, found.frozen);
      const store = makeStore();
      value(await store.open(alice));
      const loose = found.frozen.stores['events']?.rows.length;
      return { loose, events: await scanned(store, 1000), groups: value(await store.groups.all()) };
    };
    const [before, after] = [await read(20), await read(30)];
    expect(after.events).toEqual(before.events);
    expect(after.groups).toEqual(before.groups);
    expect(before.loose).toBe(before.events.length);
    expect(after.loose).toBeLessThan(before.events.length);
  });

  it('STO-50 programs and what was said in them are there, and serials go on', async () => {
    const newest = versions.at(-1);
    if (newest === undefined) throw new Error('no fixture');
    await makeFrozen(indexedDB, newest.frozen);
    const store = makeStore();
    value(await store.open(alice));
    const [program] = value(await store.programs.all());
    if (program === undefined) throw new Error('no program');
    expect(program).toMatchObject({ favourite: true, label: 'abcdefghijklmnopqrstuvwxyz', card: { name: 'Poll' } });
    const shelf = { space: program.space, instance: program.instance, document: '' };
    expect(value(await store.shelves.entries(shelf, 0, 10)).map(({ serial }) => serial)).toEqual([1]);
    expect(value(await store.shelves.addOwn({ ...shelf, author: alice, bytes: new Uint8Array() }))).toBe(2);
    expect(corrupt).toEqual([]);
  });

  it('STO-50 what a document came to is there, and what version 4 had goes on without', async () => {
    const documentsOf = async (version: number) => {
      indexedDB = new IDBFactory();
      const found = versions.find(({ frozen }) => frozen.version === version);
      if (found === undefined) throw new Error('no fixture');
      await makeFrozen(indexedDB, found.frozen);
      const store = makeStore();
      value(await store.open(alice));
      const [program] = value(await store.programs.all());
      if (program === undefined) throw new Error('no program');
      const shelf = { space: program.space, instance: program.instance, document: 'notes' };
      return { kept: value(await store.shelves.snapshot(shelf)), shelf, store };
    };
    expect((await documentsOf(50)).kept).toMatchObject({ document: 'notes', serial: 7 });
    const { kept, shelf, store } = await documentsOf(40);
    expect(kept).toBeNull();
    const made = { serial: 8, bytes: Uint8Array.of(0, 0), digest: sha256(Uint8Array.of(0, 0)) };
    value(await store.shelves.keepSnapshot({ ...shelf, ...made }));
    expect(value(await store.shelves.snapshot(shelf))).toMatchObject(made);
    expect(corrupt).toEqual([]);
  });

  it('STO-50 packs of version 7 are there, and what version 6 had is packed anew', async () => {
    const packsOf = async (version: number) => {
      indexedDB = new IDBFactory();
      const found = versions.find(({ frozen }) => frozen.version === version);
      if (found === undefined) throw new Error('no fixture');
      await makeFrozen(indexedDB, found.frozen);
      const store = makeStore();
      value(await store.open(alice));
      const { shelves } = store;
      const [place] = value(await shelves.unpacked(0));
      if (place === undefined) throw new Error('no program');
      return { place, shelves, kept: value(await shelves.packs(place, 0, 9)) };
    };
    const { kept } = await packsOf(70);
    expect(kept).toMatchObject([{ after: 0, last: 1, authors: [bob] }]);
    const before = await packsOf(60);
    expect(before.kept).toEqual([]);
    value(await before.shelves.packUpdates(before.place, 1));
    expect(value(await before.shelves.packs(before.place, 0, 9))).toEqual(kept);
    expect(corrupt).toEqual([]);
  });

  it('STO-50 what was said about messages in version 10 is there, and messages of version 9 are spoken of like any', async () => {
    const openedFrom = async (version: number) => {
      indexedDB = new IDBFactory();
      const found = versions.find(({ frozen }) => frozen.version === version);
      if (found === undefined) throw new Error('no fixture');
      await makeFrozen(indexedDB, found.frozen);
      const store = makeStore();
      value(await store.open(alice));
      return store;
    };
    const [all, noteChat] = [{ from: { at: 0, id: '' }, to: null }, idOf<SpaceId>('chat of notes')];
    const store = await openedFrom(100);
    const { messages } = value(await store.messages(noteChat, { kind: 'latest', limit: 9 }));
    expect(messages).toMatchObject([
      { extras: { mentions: [{ account: alice }] } },
      { body: { text: 'better answer' }, edited: { original: 'answer' }, extras: { reply: { id: messages[0]?.id } } },
      { body: { kind: 'fleeting' }, ends: 68_300 },
    ]);
    expect(value(await store.notes.within(noteChat, all)).map(({ said }) => said.act)).toEqual(['react', 'edit']);
    expect(value(await store.notes.named(noteChat, 9))).toMatchObject([{ message: messages[0]?.id }]);
    expect(value(await store.notes.ends(9))).toMatchObject([{ ends: 68_300 }]);
    // What waits is found by its message.
    const theirs = new Chain(bob, 'notes phone', noteChat);
    theirs.next({ at: 5000, text: '@you first' });
    const late = theirs.next({ at: 7000, text: 'not here yet' });
    const head = value(await store.chainHead(noteChat, theirs.device));
    value(await store.admit([{ ...late, content: { ...late.content, prev: head?.id ?? null } }], 'strict'));
    expect(value(await store.notes.within(noteChat, all)).map(({ said }) => said.act)).toContain('react');

    const older = await openedFrom(90);
    const [before] = (await page(older)).messages;
    if (before === undefined) throw new Error('no message');
    const about = { id: before.id, at: before.at };
    const said = { act: 'react', sign: '+' } as const;
    value(await older.admit([noted(new Chain(alice, 'new desk', chat), 9000, { about, said })], 'strict'));
    expect(value(await older.notes.within(chat, all))).toMatchObject([{ message: before.id, at: before.at }]);
    expect(corrupt).toEqual([]);
  });

  it('STO-50 the wallet of version 6 is there, and what version 5 had begins one', async () => {
    const walletOf = async (version: number) => {
      indexedDB = new IDBFactory();
      const found = versions.find(({ frozen }) => frozen.version === version);
      if (found === undefined) throw new Error('no fixture');
      await makeFrozen(indexedDB, found.frozen);
      const store = makeStore();
      value(await store.open(alice));
      return store.wallet;
    };
    const kept = await walletOf(60);
    const [record] = value(await kept.after(0, 10));
    expect(record).toMatchObject({ kind: 'record', serial: 1, at: 1000 });
    expect(value(await kept.outbox())).toEqual([{ account: bob, id: record?.id }]);
    expect(value(await kept.units.all())).toMatchObject([{ limit: 5000n, stance: 'accepted' }]);
    const begun = await walletOf(50);
    expect(value(await begun.after(0, 10))).toEqual([]);
    value(
      await begun.write({
        kept: [{ kind: 'record', id: record?.id ?? '', bytes: Uint8Array.of(1), at: 1 }],
        out: [],
        done: [],
      }),
    );
    expect(value(await begun.last())).toBe(1);
    expect(corrupt).toEqual([]);
  });

  it('STO-50 mints of version 8 are there, and what version 7 had begins with none', async () => {
    const mintsOf = async (version: number) => {
      indexedDB = new IDBFactory();
      const found = versions.find(({ frozen }) => frozen.version === version);
      if (found === undefined) throw new Error('no fixture');
      await makeFrozen(indexedDB, found.frozen);
      const store = makeStore();
      value(await store.open(alice));
      return store.mints;
    };
    expect(value(await (await mintsOf(80)).read())).toMatchObject({
      mints: [{ url: 'https://mint.example.org', counters: { '00aa': 3 } }],
      coins: [{ secret: 'a secret', amount: 8n }],
      tasks: [{ id: 'a task', stage: 'prepared', kept: [{ factor: '12' }] }],
    });
    const begun = await mintsOf(70);
    expect(value(await begun.read())).toEqual({ mints: [], coins: [], tasks: [] });
    value(await begun.write({ forgotten: 'https://mint.example.org' }));
    expect(corrupt).toEqual([]);
  });

  it('STO-50 the feed of version 9 is there, and what version 8 had begins with none', async () => {
    const feedOf = async (version: number) => {
      indexedDB = new IDBFactory();
      const found = versions.find(({ frozen }) => frozen.version === version);
      if (found === undefined) throw new Error('no fixture');
      await makeFrozen(indexedDB, found.frozen);
      const store = makeStore();
      value(await store.open(alice));
      return store.feed;
    };
    const range = { lane: 'moments', before: null, limit: 9 } as const;
    const kept = await feedOf(90);
    const [story, post] = value(await kept.page(range));
    expect([story, post]).toMatchObject([{ story: { size: 9 }, expires: 86_400_000 }, { body: { text: 'A moment' } }]);
    const place = post ?? { id: idOf<EventId>('none'), space: chat };
    const notes = value(await kept.notes([place.id])).get(place.id);
    expect(notes).toMatchObject([{ said: { act: 'like', mark: '🌳' } }]);
    expect(value(await kept.usesOfPost(place.id))).toMatchObject([{ size: 7 }]);
    expect(value(await kept.words({ space: place.space, kind: 'moment.circle' }, 1))).toMatchObject([
      { body: { name: 'Friends' } },
    ]);
    expect(value(await kept.keeps.get('circle', 'friends'))?.bytes).toEqual(Uint8Array.of(9, 8));
    expect(value(await kept.marks.get(place.id))).toMatchObject({ saved: 5500 });
    const begun = await feedOf(80);
    expect(value(await begun.page(range))).toEqual([]);
    value(await begun.dropPosts([place.id]));
    expect(corrupt).toEqual([]);
  });

  it('STO-50 chains go on after it where they stood before', async () => {
    await makeFrozen(indexedDB, first());
    const store = makeStore();
    value(await store.open(alice));
    const mine = new Chain(alice, 'laptop', chat);
    mine.many(30, (place) => ({ at: 1000 + place * 400, text: `mine ${place}` }));
    value(await store.admit([mine.next({ at: 30_000, text: 'after' })], 'strict'));
    expect(texts(await page(store)).at(-1)).toBe('after');
    const forked = new Chain(alice, 'laptop', chat).next({ at: 40_000, text: 'other' });
    expect(codeOf(await store.admit([forked], 'strict'))).toBe('store-conflict');
  });
});

describe('STO-51 the way back', () => {
  it('STO-51 a copy stands beside it before anything changes, for a week', async () => {
    const frozen = first();
    const name = await makeFrozen(indexedDB, frozen);
    value(await makeStore().open(alice));
    const mark = await markOf(indexedDB, copyName(name));
    expect(mark?.version).toBe(frozen.version);
    expect(mark?.counts['events']).toBe(frozen.stores['events']?.rows.length);
    const open = {
      platform: platform(),
      name,
      version: SCHEMA_VERSION,
      open: async () => ok(),
      close: () => undefined,
    };
    const madeAt = mark?.madeAt ?? 0;
    await openMigrating({ ...open, now: () => madeAt + 6 * 24 * 3_600_000 });
    expect(await versionOf(indexedDB, copyName(name))).not.toBeNull();
    await openMigrating({ ...open, now: () => madeAt + 8 * 24 * 3_600_000 });
    expect(await versionOf(indexedDB, copyName(name))).toBeNull();
  });

  it('STO-52 an upgrade that fails leaves everything as it was, says so, and works when it is mended', async () => {
    const frozen = first();
    const name = await makeFrozen(indexedDB, frozen);
    IDBObjectStore.prototype.put = function fail(this: IDBObjectStore, ...given: Parameters<IDBObjectStore['put']>) {
      if (this.transaction.mode === 'versionchange') throw new TypeError('a mistake of ours');
      return put.apply(this, given);
    };
    const failed = await makeStore().open(alice);
    expect(codeOf(failed)).toBe('migration-failed');
    expect(await versionOf(indexedDB, name)).toBe(frozen.version);
    const counts = await countRows(indexedDB, name);
    for (const [store, { rows }] of Object.entries(frozen.stores))
      expect([store, counts[store]]).toEqual([store, rows.length]);
    IDBObjectStore.prototype.put = put;
    const store = makeStore();
    value(await store.open(alice));
    expect(texts(await page(store))).toHaveLength(59);
  });

  it('STO-52 an upgrade that loses rows is undone', async () => {
    const frozen = first();
    const name = await makeFrozen(indexedDB, frozen);
    const lose = async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name, SCHEMA_VERSION * 10);
        request.addEventListener('upgradeneeded', () => request.transaction?.objectStore('conversations').clear());
        request.addEventListener('success', () => resolve(request.result));
      });
      database.close();
      return ok();
    };
    const options = { platform: platform(), name, version: SCHEMA_VERSION, now: () => 1, close: () => undefined };
    expect(codeOf(await openMigrating({ ...options, open: lose }))).toBe('migration-failed');
    expect(await versionOf(indexedDB, name)).toBe(frozen.version);
    expect((await countRows(indexedDB, name))['conversations']).toBe(frozen.stores['conversations']?.rows.length);
  });

  it('STO-53 a full disk before the copy is whole changes nothing, and says what it is', async () => {
    const frozen = first();
    const name = await makeFrozen(indexedDB, frozen);
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    expect(codeOf(await makeStore().open(alice))).toBe('storage-full');
    expect(await versionOf(indexedDB, name)).toBe(frozen.version);
    expect(await markOf(indexedDB, copyName(name))).toBeNull();
    IDBObjectStore.prototype.put = put;
    value(await makeStore().open(alice));
  });

  it('STO-54 a restore that was cut short is finished at the next start', async () => {
    const frozen = first();
    const name = await makeFrozen(indexedDB, frozen);
    await copyDatabase(platform(), name, { name: copyName(name), madeAt: 1, isMarked: true });
    await makeFlag(indexedDB, `${name}~restoring`);
    await removeDatabase(indexedDB, name);
    const store = makeStore();
    value(await store.open(alice));
    expect(texts(await page(store))).toHaveLength(59);
    expect(await versionOf(indexedDB, `${name}~restoring`)).toBeNull();
  });
});
