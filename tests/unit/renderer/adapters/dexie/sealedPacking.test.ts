/** Packs of sealed events against a model that has none: random histories, crashes, two windows, damage. */
import fc from 'fast-check';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import type { CorruptRow } from '@adapters/dexie/rowDoor.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { Chain, alice, bob, chat, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { codeOf, packAll, scanned, value } from '../../../../support/shared/storeScene.ts';
import { answerOf, openStore, rowsOf as rawRowsOf } from '../../../../support/web/rawDatabase.ts';

const put = Reflect.get(IDBObjectStore.prototype, 'put');
const remove = Reflect.get(IDBObjectStore.prototype, 'delete');
let indexedDB = new IDBFactory();
let corrupt: CorruptRow[] = [];
let opened: DexieDocumentStore[] = [];

beforeEach(() => {
  indexedDB = new IDBFactory();
  corrupt = [];
});
afterEach(() => {
  mend();
  vi.unstubAllGlobals();
  for (const store of opened) store.close();
  opened = [];
});

function mend(): void {
  IDBObjectStore.prototype.put = put;
  IDBObjectStore.prototype.delete = remove;
}

const open = () => openStore(indexedDB, { onCorrupt: (row) => corrupt.push(row), opened });
const rowsOf = (table: 'events' | 'packs') => rawRowsOf(indexedDB, table);

/** Events as they are signed: each names the one before by 32 bytes that nothing compresses, at a place of its own. */
function realistic(events: readonly AdmittedEvent[]): readonly AdmittedEvent[] {
  return events.map((event, place) => {
    const prev = event.content.prev === null ? [] : [...Buffer.from(event.content.prev, 'base64url')];
    const head = Array.from({ length: 64 + (place % 9) }, (_, at) => (at * 31 + place * 17) % 251);
    return { ...event, payload: Uint8Array.from([...head, ...prev, ...new TextEncoder().encode(`words ${place}`)]) };
  });
}

/** Chains as they will have been said; a bucket is ten to thirty events. */
function histories(): readonly (readonly AdmittedEvent[])[] {
  const talk = (chain: Chain, step: number) =>
    realistic(chain.many(200, (place) => ({ at: 1000 + place * step, sortAt: 1000 + place * step + (place % 5) })));
  return [
    talk(new Chain(alice, 'laptop', chat), 35),
    talk(new Chain(bob, 'phone', chat), 100),
    talk(new Chain(bob, 'phone', otherChat), 60),
  ];
}

type Step =
  | { readonly t: 'say' | 'below' | 'again'; readonly chain: number; readonly count: number }
  | { readonly t: 'pack' | 'crash' | 'kill' | 'race'; readonly count: number };

const steps = fc.array(
  fc.oneof(
    fc.record({
      t: fc.constantFrom('say', 'below', 'again'),
      chain: fc.nat(2),
      count: fc.integer({ min: 1, max: 60 }),
    }),
    fc.record({ t: fc.constantFrom('pack', 'crash', 'kill', 'race'), count: fc.integer({ min: 1, max: 12 }) }),
  ),
  { minLength: 4, maxLength: 14 },
);

/** A store that packs and one that knows of no packs, told the same. */
class Pair {
  store: DexieDocumentStore;
  readonly model = new MemoryDocumentStore();
  private readonly chains = histories();
  /** For each chain what is held of it. */
  private readonly held = this.chains.map(() => ({ low: 100, high: 100 }));

  constructor(store: DexieDocumentStore) {
    this.store = store;
  }

  async take(step: Step): Promise<void> {
    if ('chain' in step) return this.hear(step.t, step.chain, step.count);
    if (step.t === 'pack') for (let left = step.count; left > 0; left -= 1) value(await this.store.packSealed());
    if (step.t === 'race') await this.race();
    if (step.t === 'crash') await this.crash(step.count);
    if (step.t === 'kill') await this.kill(step.count);
    return undefined;
  }

  private async hear(what: 'say' | 'below' | 'again', chain: number, count: number): Promise<void> {
    const events = this.chains[chain] ?? [];
    const held = this.held[chain] ?? { low: 0, high: 0 };
    const isFirst = held.low === held.high;
    const both = async (tell: (store: DocumentStore) => ReturnType<DocumentStore['admit']>) => {
      expect(codeOf(await tell(this.store))).toBe('ok');
      value(await tell(this.model));
    };
    if (what === 'again') {
      const again = events.slice(Math.max(held.low, held.high - count), held.high);
      if (again.length > 0) await both((store) => store.admit(again, 'relaxed'));
    } else if (what === 'say' && !isFirst) {
      const fresh = events.slice(held.high, held.high + count);
      held.high += fresh.length;
      if (fresh.length > 0) await both((store) => store.admit(fresh, 'relaxed'));
    } else {
      const older = events.slice(Math.max(0, held.low - count), held.low);
      held.low -= older.length;
      if (older.length > 0) await both((store) => store.admitBelow(older));
    }
  }

  /** Two windows pack the same at once. */
  private async race(): Promise<void> {
    const other = await open();
    const all = await Promise.all([this.store.packSealed(), other.packSealed(), this.store.packSealed()]);
    for (const done of all) value(done);
    other.close();
  }

  /** The transaction ends at its n-th write. */
  private async crash(after: number): Promise<void> {
    let left = after;
    const fail = () => {
      left -= 1;
      if (left < 0) throw new DOMException('cut off', 'AbortError');
    };
    IDBObjectStore.prototype.put = function cut(this: IDBObjectStore, ...given: Parameters<IDBObjectStore['put']>) {
      fail();
      return put.apply(this, given);
    };
    IDBObjectStore.prototype.delete = function cut(this: IDBObjectStore, ...given) {
      fail();
      return remove.apply(this, given);
    };
    await this.store.packSealed();
    mend();
  }

  /** The page is gone while it packs. */
  private async kill(turns: number): Promise<void> {
    const packing = this.store.packSealed();
    for (let left = turns; left > 0; left -= 1) await Promise.resolve();
    this.store.close();
    await packing;
    this.store = await open();
  }

  async compare(): Promise<void> {
    const [mine, theirs] = [await contents(this.store), await contents(this.model)];
    expect(mine).toEqual(theirs);
  }
}

async function contents(store: DocumentStore) {
  const heads = [...value(await store.bucketHeads(chat)), ...value(await store.bucketHeads(otherChat))];
  const stretches = heads.flatMap(({ space, bucket, device, firstSeq, count }) =>
    [0, 1, Math.floor(count / 2), count - 1].map((offset) => ({
      ...{ space, bucket, device, from: firstSeq + offset },
      ...(offset === 1 ? { limit: 5 } : {}),
    })),
  );
  const payloads = await Promise.all(stretches.map(async (stretch) => value(await store.payloads(stretch))));
  return { heads, payloads, events: await scanned(store, 64), figures: value(await store.figures()).events };
}

describe('STO-60 packs', () => {
  it('STO-17 hold messages that are found, and hidden, by their ids all the same', async () => {
    const store = await open();
    value(await store.admit(histories()[0] ?? [], 'relaxed'));
    await packAll(store);
    const page = value(await store.messages(chat, { kind: 'from', key: { at: 0, id: '' }, limit: 1 }));
    const [first] = page.messages;
    if (first === undefined) throw new Error('no message');
    expect((await rowsOf('events')).map(({ id }) => id)).not.toContain(first.id);
    expect(value(await store.message(chat, first.id))).toEqual(first);
    expect(value(await store.message(otherChat, first.id))).toBeNull();
    expect(value(await store.hideMessage(chat, first.id))).toBe(true);
    expect(value(await store.message(chat, first.id))).toBeNull();
  });

  it('STO-60 lie in fewer rows, and let go of what they hold', async () => {
    const store = await open();
    const [events = []] = histories();
    value(await store.admit(events, 'relaxed'));
    await packAll(store);
    const [loose, packs] = [await rowsOf('events'), await rowsOf('packs')];
    expect(packs.length).toBeGreaterThan(3);
    expect(loose.length).toBeLessThan(35);
    const packed = packs.reduce((sum, { firstSeq, lastSeq }) => sum + Number(lastSeq) - Number(firstSeq) + 1, 0);
    expect(packed + loose.length).toBe(200);
    // Nothing of the bucket that is still being filled.
    const open_ = value(await store.bucketHeads(chat)).at(-1);
    expect(packs.every(({ lastSeq }) => Number(lastSeq) < (open_?.firstSeq ?? 0))).toBe(true);
  });

  it('STO-63 are the same as a store without them after any history, crash, kill and race', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        indexedDB = new IDBFactory();
        const pair = new Pair(await open());
        value(await pair.model.open(alice));
        for (const step of history) await pair.take(step);
        await pair.compare();
        await packAll(pair.store);
        await pair.compare();
        expect(corrupt).toEqual([]);
        const loose = await rowsOf('events');
        const isTwice = (await rowsOf('packs')).some(({ space, bucket, device, firstSeq, lastSeq }) =>
          loose.some(
            (row) =>
              row['space'] === space &&
              row['bucket'] === bucket &&
              row['device'] === device &&
              Number(row['seq']) >= Number(firstSeq) &&
              Number(row['seq']) <= Number(lastSeq),
          ),
        );
        expect(isTwice).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('STO-63 lets no row go for a pack that does not read back as it was', async () => {
    const store = await open();
    value(await store.admit(histories()[0] ?? [], 'relaxed'));
    const before = await scanned(store, 1000);
    // A browser whose compression loses a byte.
    class Lossy extends CompressionStream {
      override readonly readable: CompressionStream['readable'];
      constructor(format: CompressionFormat) {
        super(format);
        const inner: CompressionStream['readable'] = super.readable;
        this.readable = inner.pipeThrough(
          new TransformStream({ transform: (part, out) => out.enqueue(part.slice(1)) }),
        );
      }
    }
    vi.stubGlobal('CompressionStream', Lossy);
    await packAll(store);
    vi.unstubAllGlobals();
    expect(await rowsOf('packs')).toEqual([]);
    expect(await scanned(store, 1000)).toEqual(before);
    await packAll(store);
    expect((await rowsOf('packs')).length).toBeGreaterThan(0);
  });

  it('STO-63 makes no pack of rows that another window packed otherwise meanwhile', async () => {
    const [slow, quick] = [await open(), await open()];
    const events = histories()[0] ?? [];
    // Rows, as a browser writes them that cannot compress.
    vi.stubGlobal('CompressionStream', null);
    value(await quick.admitBelow(events.slice(35)));
    vi.unstubAllGlobals();
    // The first to compress waits until the other window is done.
    const gate = { open: (): void => undefined, isTaken: false };
    const released = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    class Gated extends CompressionStream {
      override readonly readable: CompressionStream['readable'];
      constructor(format: CompressionFormat) {
        super(format);
        const inner: CompressionStream['readable'] = super.readable;
        const isFirst = !gate.isTaken;
        gate.isTaken = true;
        const hold = async (part: Uint8Array<ArrayBuffer>, out: TransformStreamDefaultController) => {
          if (isFirst) await released;
          out.enqueue(part);
        };
        this.readable = inner.pipeThrough(
          new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({ transform: hold }),
        );
      }
    }
    vi.stubGlobal('CompressionStream', Gated);
    const packing = slow.packSealed();
    await expect.poll(() => gate.isTaken).toBe(true);
    // The same rows, and more below them: packs that end elsewhere.
    value(await quick.admitBelow(events.slice(30, 35)));
    await packAll(quick);
    gate.open();
    value(await packing);
    const held = (await scanned(slow, 1000)).map(({ seq }) => seq);
    expect(held).toEqual(Array.from({ length: 170 }, (_, place) => place + 30));
    const places = (await rowsOf('packs')).flatMap(({ firstSeq, lastSeq }) =>
      Array.from({ length: Number(lastSeq) - Number(firstSeq) + 1 }, (_, place) => Number(firstSeq) + place),
    );
    expect(new Set(places).size).toBe(places.length);
  });

  it('STO-64 says once that a pack cannot be read, and reads the rest', async () => {
    const store = await open();
    const events = histories()[0] ?? [];
    value(await store.admit(events, 'relaxed'));
    await packAll(store);
    const [first, second] = await rowsOf('packs');
    const database = await answerOf(indexedDB.open(`banyan-${alice}`));
    const damage = (row: Record<string, unknown> | undefined, change: object) =>
      answerOf(
        database
          .transaction('packs', 'readwrite')
          .objectStore('packs')
          .put({ ...row, ...change }),
      );
    const body = first?.['body'] as Uint8Array;
    await damage(first, { body: body.map((byte, at) => (at === body.length >> 1 ? byte ^ 0xff : byte)) });
    await damage(second, { ids: new Uint8Array(31) });
    database.close();
    const lost = [first, second].reduce(
      (sum, row) => sum + Number(row?.['lastSeq']) - Number(row?.['firstSeq']) + 1,
      0,
    );
    expect(await scanned(store, 50)).toHaveLength(200 - lost);
    expect(await scanned(store, 7)).toHaveLength(200 - lost);
    expect(corrupt.map(({ table }) => table)).toEqual(['packs', 'packs']);
    expect(JSON.stringify(corrupt)).not.toContain('words');
  });
});
