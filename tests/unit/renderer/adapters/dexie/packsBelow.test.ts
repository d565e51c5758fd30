/** History that comes below what is held: written as packs at once. */
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { BUCKET_LENGTH, bucketOf } from '@domain/event/hybridClock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { noted } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { codeOf, scanned, value } from '../../../../support/shared/storeScene.ts';
import { answerOf, openStore, rowsOf as rawRowsOf } from '../../../../support/web/rawDatabase.ts';

const put = Reflect.get(IDBObjectStore.prototype, 'put');
let indexedDB = new IDBFactory();
let opened: DexieDocumentStore[] = [];

beforeEach(() => {
  indexedDB = new IDBFactory();
});
afterEach(() => {
  IDBObjectStore.prototype.put = put;
  vi.unstubAllGlobals();
  for (const store of opened) store.close();
  opened = [];
});

const open = () => openStore(indexedDB, { opened });
/** Of what is asked of a row here all are numbers. */
const rowsOf = async (table: 'events' | 'packs') =>
  (await rawRowsOf(indexedDB, table)) as readonly Record<string, number>[];

/** A hundred events, twenty to a bucket. */
const talk = (chain = new Chain(bob, 'phone', chat)) => chain.many(100, (place) => ({ at: 1000 + place * 50 }));

async function contents(store: DocumentStore) {
  const heads = value(await store.bucketHeads(chat));
  const whole = heads.map(({ space, bucket, device, firstSeq }) => ({ space, bucket, device, from: firstSeq }));
  const page = value(await store.messages(chat, { kind: 'from', key: { at: 0, id: '' }, limit: 200 }));
  return { heads, payloads: value(await store.payloads(...whole)), events: await scanned(store, 64), page };
}

/** A class whose streams wait at their end for as long as they are told to; the first one alone. */
function slowCompression() {
  const gate = { open: (): void => undefined, taken: 0 };
  const released = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  class Gated extends CompressionStream {
    override readonly readable: CompressionStream['readable'];
    constructor(format: CompressionFormat) {
      super(format);
      gate.taken += 1;
      const isFirst = gate.taken === 1;
      this.readable = super.readable.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform: async (part, out) => {
            if (isFirst) await released;
            out.enqueue(part);
          },
        }),
      );
    }
  }
  vi.stubGlobal('CompressionStream', Gated);
  return gate;
}

describe('STO-68 history below what is held', () => {
  it('STO-68 lies in packs at once, but for the bucket that is filled and what is too little, and reads the same', async () => {
    const [store, model] = [await open(), new MemoryDocumentStore()];
    value(await model.open(alice));
    const events = talk();
    for (const [from, to] of [
      [70, 100],
      [25, 70],
      [0, 25],
    ])
      for (const one of [store, model]) value(await one.admitBelow(events.slice(from, to)));
    expect(await contents(store)).toEqual(await contents(model));
    // The fifth bucket is open; 70 to 79 were at the top of theirs when they came, and five events are too few for a pack.
    const loose = (await rowsOf('events')).map(({ seq = -1 }) => seq).toSorted((one, other) => one - other);
    expect(loose).toEqual([...range(20, 25), ...range(80, 100)]);
    const packed = (await rowsOf('packs')).flatMap(({ firstSeq = 0, lastSeq = 0 }) => range(firstSeq, lastSeq + 1));
    expect(packed.toSorted((one, other) => one - other)).toEqual([...range(0, 20), ...range(25, 80)]);
  });

  it('STO-68 is there whole or not at all, wherever a write is cut off, and can be given again', async () => {
    const store = await open();
    const events = talk();
    value(await store.admitBelow(events.slice(60)));
    const before = await contents(store);
    for (let writes = 0, isWhole = false; !isWhole; writes += 1) {
      let left = writes;
      IDBObjectStore.prototype.put = function cut(this: IDBObjectStore, ...given: Parameters<IDBObjectStore['put']>) {
        left -= 1;
        if (left < 0) throw new DOMException('cut off', 'AbortError');
        return put.apply(this, given);
      };
      const taken = await store.admitBelow(events.slice(20, 60));
      IDBObjectStore.prototype.put = put;
      isWhole = left >= 0;
      expect(taken.ok).toBe(isWhole);
      if (!isWhole) expect(await contents(store)).toEqual(before);
    }
    expect((await scanned(store, 64)).map(({ seq }) => seq)).toEqual(range(20, 100));
    value(await store.admitBelow(events.slice(0, 20)));
    expect((await scanned(store, 64)).map(({ seq }) => seq)).toEqual(range(0, 100));
  });

  it('STO-68 is written as rows where nothing can be compressed, or it does not come back as it was', async () => {
    const store = await open();
    const events = talk();
    vi.stubGlobal('CompressionStream', null);
    value(await store.admitBelow(events.slice(60)));
    class Other extends CompressionStream {
      override readonly readable = new Blob(['something else']).stream();
    }
    vi.stubGlobal('CompressionStream', Other);
    value(await store.admitBelow(events.slice(0, 60)));
    expect([await rowsOf('packs'), (await rowsOf('events')).length]).toEqual([[], 100]);
    expect((await scanned(store, 64)).map(({ seq }) => seq)).toEqual(range(0, 100));
  });

  it('STO-68 is written in the order in which it was given, however long packing takes', async () => {
    const store = await open();
    const events = talk();
    value(await store.admitBelow(events.slice(80)));
    const gate = slowCompression();
    const given = [store.admitBelow(events.slice(40, 80)), store.admitBelow(events.slice(0, 40))];
    await expect.poll(() => gate.taken).toBeGreaterThan(0);
    gate.open();
    expect((await Promise.all(given)).map(codeOf)).toEqual(['ok', 'ok']);
    expect((await scanned(store, 64)).map(({ seq }) => seq)).toEqual(range(0, 100));
  });

  it('STO-111 a note finds its message in a pack, also where that stands elsewhere than is said', async () => {
    const [store, model] = [await open(), new MemoryDocumentStore()];
    value(await model.open(alice));
    // Whose clock is an hour ahead is shown by its clock here, and was shown when it came to who speaks of it.
    const week = 3000 * BUCKET_LENGTH;
    const theirs = new Chain(bob, 'phone', chat).many(60, (place) => {
      const at = week + place * (BUCKET_LENGTH / 20) + 7;
      return { at, bucket: bucketOf(at) };
    });
    const own = new Chain(alice, 'laptop', chat);
    const notes = [theirs[5], theirs[19], theirs[20], theirs[31]].flatMap((message, place) =>
      message === undefined
        ? []
        : [
            noted(own, week + 4 * BUCKET_LENGTH + place, {
              about: { id: message.id, at: message.sortAt - 3_600_000 },
              said: { act: 'react', sign: '👍' },
            }),
          ],
    );
    for (const one of [store, model]) {
      value(await one.admitBelow(theirs));
      value(await one.admit(notes, 'relaxed'));
    }
    expect((await rowsOf('packs')).length).toBe(2);
    const told = async (one: DocumentStore) =>
      value(await one.notes.within(chat, { from: { at: 0, id: '' }, to: null })).map(({ at, message }) => [
        at,
        message,
      ]);
    const places = [5, 19, 20, 31].map((place) => [theirs[place]?.sortAt, theirs[place]?.id]);
    expect([await told(store), await told(model)]).toEqual([places, places]);
  });

  it('STO-111 a note finds its message in a pack where that came from the future before the end of a week, or long before', async () => {
    const week = 3000 * BUCKET_LENGTH;
    for (const early of [7 * 60_000, 5 * BUCKET_LENGTH]) {
      const [store, model] = [await open(), new MemoryDocumentStore()];
      value(await model.open(alice));
      const chain = new Chain(bob, 'phone', chat);
      const theirs = chain.many(40, (place) => {
        const at = week + place * 60_000 + 1;
        return { at, bucket: 3000, sortAt: at - early };
      });
      const next = chain.many(10, (place) => ({ at: week + BUCKET_LENGTH + place, bucket: 3001 }));
      const [about] = theirs;
      if (about === undefined) throw new Error('no message');
      // Where it was sent the message stands at its clock.
      const recall = noted(chain, week + BUCKET_LENGTH + 1000, {
        about: { id: about.id, at: about.content.at },
        said: { act: 'recall' },
      });
      for (const one of [store, model]) {
        value(await one.admitBelow([...theirs, ...next]));
        value(await one.admit([{ ...recall, bucket: 3001 }], 'relaxed'));
      }
      expect((await rowsOf('packs')).length).toBe(1);
      const shown = async (one: DocumentStore) => value(await one.message(chat, about.id))?.body.kind;
      expect([await shown(store), await shown(model)]).toEqual(['recalled', 'recalled']);
      store.close();
      indexedDB = new IDBFactory();
    }
  });

  it('STO-111 notes about nothing read no more than 60 weeks and 256 packs', async () => {
    const store = await open();
    const week = 3000 * BUCKET_LENGTH;
    const weeks = range(0, 80);
    const theirs = new Chain(bob, 'phone', chat).many(weeks.length * 8, (place) => {
      const at = week + place * (BUCKET_LENGTH / 8) + 7;
      return { at, bucket: bucketOf(at) };
    });
    value(await store.admitBelow(theirs));
    // The first week as of a group in which hundreds spoke.
    await copyFirstPack(range(0, 300));
    const nowhere = new Chain(bob, 'laptop', chat);
    const mal = new Chain(bob, 'tablet', chat);
    const notes = weeks.map((place) => {
      const about = { id: nowhere.next({ at: 1 + place }).id, at: week + place * BUCKET_LENGTH + 9 };
      return noted(mal, week + 90 * BUCKET_LENGTH + place, { about, said: { act: 'react', sign: '+' } });
    });
    const reads = await packReads(() => store.admit(notes, 'relaxed'));
    expect(reads).toEqual({ get: 256, getAll: 0, getAllKeys: 60 });
  });

  it('STO-111 of the chain of a note no pack above it is read: what it speaks of lies below', async () => {
    const store = await open();
    const chain = new Chain(bob, 'phone', chat);
    const at = 3000 * BUCKET_LENGTH + 1;
    const words = (first: number) => (place: number) => ({ at: at + first + place, bucket: 3000 });
    const early = chain.many(20, words(0));
    const said = early
      .slice(0, 5)
      .map(({ id, content }) =>
        noted(chain, at + 100, { about: { id, at: content.at + 1 }, said: { act: 'react', sign: '+' } }),
      );
    const late = chain.many(300, words(200));
    const next = chain.next({ at: at + BUCKET_LENGTH, bucket: 3001 });
    value(await store.admitBelow([...late, next]));
    const below = [...early, ...said.map((note) => ({ ...note, bucket: 3000 }))];
    const reads = await packReads(() => store.admitBelow(below));
    expect(reads.get + reads.getAll).toBe(0);
    const told = value(await store.notes.within(chat, { from: { at: 0, id: '' }, to: null }));
    expect(told.map(({ message }) => message)).toEqual(early.slice(0, 5).map(({ id }) => id));
  });
});

/** The first pack there is, as if others had said the same too; seen past the store. */
async function copyFirstPack(others: readonly number[]): Promise<void> {
  const database = await answerOf(indexedDB.open(`banyan-${alice}`));
  const packs = database.transaction('packs', 'readwrite').objectStore('packs');
  const rows: unknown = await answerOf(packs.getAll(null, 1));
  const [first] = rows as readonly Record<string, unknown>[];
  for (const other of others) await answerOf(packs.put({ ...first, device: idOf(`other ${other}`) }));
  database.close();
}

/** How often packs are read meanwhile. */
async function packReads(work: () => ReturnType<DocumentStore['admitBelow']>) {
  const reads = { get: 0, getAll: 0, getAllKeys: 0 };
  const undo = (['get', 'getAll', 'getAllKeys'] as const).map((name) => {
    const plain = IDBObjectStore.prototype[name] as (...given: unknown[]) => unknown;
    Reflect.set(IDBObjectStore.prototype, name, function counted(this: IDBObjectStore, ...given: unknown[]): unknown {
      if (this.name === 'packs') reads[name] += 1;
      return Reflect.apply<IDBObjectStore, unknown[], unknown>(plain, this, given);
    });
    return () => Reflect.set(IDBObjectStore.prototype, name, plain);
  });
  value(await work());
  for (const one of undo) one();
  return reads;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, place) => from + place);
}
