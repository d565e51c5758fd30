/** What a program hears of updates that lie in packs: the same as of their rows one by one, whatever became of the packs. */
import * as fc from 'fast-check';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { MAX_PACK_TEXT } from '@domain/mini/packLimits.ts';
import type { ProgramPlace } from '@domain/mini/records.ts';
import { encodeUpdate } from '@domain/mini/updateText.ts';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { type Feeding, LogFeed } from '@services/mini/logFeed.ts';
import type { ProgramLog } from '@services/mini/programLog.ts';
import { StoreProgramLog } from '@services/mini/storeProgramLog.ts';
import { UpdatePacker } from '@services/mini/updatePacker.ts';
import { Turn } from '@services/turn.ts';
import { damageInDatabase, damageInMemory } from '../../../../support/web/packDamage.ts';
import { alice, idOf } from '../../../../support/shared/storeFixtures.ts';
import { type DamagePack, value } from '../../../../support/shared/storeScene.ts';
import { until } from '../../../../support/shared/until.ts';
import { OpenProgram } from '../../../../support/web/programWorld.ts';

const opened: DocumentStore[] = [];
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

interface Shop {
  readonly store: DocumentStore;
  readonly damage: DamagePack;
}

async function inMemory(): Promise<Shop> {
  const disk = new MemoryDisk();
  const store = new MemoryDocumentStore({ disk });
  opened.push(store);
  value(await store.open(alice));
  return { store, damage: damageInMemory(disk) };
}

async function inDatabase(): Promise<Shop> {
  const indexedDB = new IDBFactory();
  const store = new DexieDocumentStore({ indexedDB, IDBKeyRange, onCorrupt: () => undefined });
  opened.push(store);
  value(await store.open(alice));
  return { store, damage: damageInDatabase(indexedDB) };
}

const place: ProgramPlace = { space: idOf<SpaceId>('chat'), instance: idOf<EventId>('card') };
const stream = { instance: place.instance, document: null, scope: 'instance' } as const;
const people = ['Ann', 'Ben', 'Eve'].map((name) => idOf<AccountId>(name));

async function say(store: DocumentStore, said: { readonly size: number; readonly by?: number }) {
  const author = people[said.by ?? 0] ?? alice;
  const payload = JSON.stringify({ text: 'é'.repeat(said.size), by: said.by });
  const bytes = encodeUpdate({ payload, ...(said.size % 2 === 0 ? { info: 'said' } : { notify: { '*': 'hear' } }) });
  return value(await store.shelves.addOwn({ ...place, document: '', author, bytes }));
}

interface Counted {
  rows: number;
  packs: number;
  condensed: number;
}

/** The log of the instance, which counts what is read by it; without packs when these are not wanted. */
function logOf(store: DocumentStore, { hasPacks = true } = {}) {
  const counted: Counted = { rows: 0, packs: 0, condensed: 0 };
  const packer = new UpdatePacker({ store });
  const log = new StoreProgramLog(store, place.space, {
    sayInProgram: () => Promise.reject(new Error('nothing is said here')),
    condenseDocument: async () => {
      await packer.mend(place);
      counted.condensed += 1;
      return ok();
    },
  });
  const counting: ProgramLog = {
    rows: async (...asked) => {
      const read = await log.rows(...asked);
      counted.rows += read.ok ? read.value.length : 0;
      return read;
    },
    last: (of) => log.last(of),
    watch: (of, onAdded) => log.watch(of, onAdded),
    condense: (of) => log.condense(of),
    ...(hasPacks
      ? {
          packs: async (...asked: Parameters<StoreProgramLog['packs']>) => {
            const read = await log.packs(...asked);
            counted.packs += read.ok ? read.value.length : 0;
            return read;
          },
        }
      : {}),
  };
  return { log: counting, counted };
}

/** What a page of the program hears from a serial on. */
async function hear(
  log: ProgramLog,
  { after = 0, isOurs = true, instance = 'card' } = {},
): Promise<readonly unknown[]> {
  const declared = { permissions: isOurs ? (['profile'] as const) : [], net: [] };
  const program = new OpenProgram({ reads: log, instance, declared });
  const heard: unknown[] = [];
  await program.page().webxdc.setUpdateListener((update) => heard.push(update), after);
  await program.host.close();
  return heard;
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('say'), size: fc.nat(40), by: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('say'), size: fc.constant(MAX_PACK_TEXT / 2), by: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('note'), size: fc.nat(4), by: fc.constant(0) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pack'), size: fc.nat(3), by: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('damage'), size: fc.nat(3), by: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop'), size: fc.nat(30), by: fc.constant(0) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take({ store, damage }: Shop, one: Step): Promise<void> {
  if (one.do === 'say') await say(store, one);
  if (one.do === 'note') {
    const note = { ...place, document: 'notes', author: alice, bytes: Uint8Array.of(1) };
    value(await store.shelves.addOwn(note));
  }
  for (let turn = 0; one.do === 'pack' && turn <= one.size; turn += 1)
    value(await store.shelves.packUpdates(place, turn + 1));
  if (one.do === 'damage') await damage(alice, one.size);
  if (one.do === 'drop') value(await store.shelves.dropPacks(place, one.size));
}

describe.each([
  { where: 'memory', open: inMemory, runs: 60 },
  { where: 'a database', open: inDatabase, runs: 15 },
])('updates in packs, in $where', ({ open, runs }) => {
  it('MPH-34 are heard as rows are, whatever was packed, lost and damaged, and from any serial on', async () => {
    const after = fc.nat(40);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), after, fc.boolean(), async (steps, from, isOurs) => {
        const shop = await open();
        for (const one of steps) await take(shop, one);
        const read = { after: from, isOurs };
        const rows = await hear(logOf(shop.store, { hasPacks: false }).log, read);
        const packed = await hear(alwaysMany(logOf(shop.store).log), read);
        expect(packed).toEqual(rows.map((row) => ({ ...(row as object), max_serial: MANY })));
        shop.store.close();
      }),
      { numRuns: runs },
    );
  });

  it('MPH-34 are read by their packs, and by rows only behind them', async () => {
    const { store } = await open();
    for (let count = 0; count < 400; count += 1) await say(store, { size: 3, by: count % 3 });
    value(await new UpdatePacker({ store }).pack(place));
    for (let count = 0; count < 7; count += 1) await say(store, { size: 4 });
    const { log, counted } = logOf(store);
    const heard = await hear(log);
    expect(heard).toEqual(await hear(logOf(store, { hasPacks: false }).log));
    expect([heard.length, counted]).toEqual([407, { rows: 7, packs: 1, condensed: 0 }]);
  });

  it('MPH-34 where packs are missing or damaged they are made anew after the replay', async () => {
    const { store, damage } = await open();
    for (let count = 0; count < 300; count += 1) await say(store, { size: 1000 });
    value(await new UpdatePacker({ store }).pack(place));
    const kept = value(await store.shelves.packs(place, 0, 99));
    expect(kept.length).toBeGreaterThan(1);
    expect(await damage(alice, 0)).toBe(true);
    const first = logOf(store);
    const heard = await hear(first.log);
    await until(() => first.counted.condensed === 1);
    await new UpdatePacker({ store }).pack(place);
    expect(value(await store.shelves.packs(place, 0, 99))).toEqual(kept);
    const again = logOf(store);
    expect(await hear(again.log)).toEqual(heard);
    expect([first.counted.rows > 0, again.counted]).toEqual([true, { rows: 0, packs: kept.length, condensed: 0 }]);
  });

  it('MPH-34 a page that stands still is told nothing, and then the rest, each once', async () => {
    const { store } = await open();
    for (let count = 0; count < 400; count += 1) await say(store, { size: 1000 });
    value(await new UpdatePacker({ store }).pack(place));
    const { log } = logOf(store);
    const told: Feeding[] = [];
    const feed = new LogFeed({ log, clock: systemClock, turn: new Turn() }, { stream, after: 0 }, (one) => {
      told.push(one);
      if (told.length === 1) feed.setPaused(true);
    });
    await until(() => told.length === 1);
    for (let count = 0; count < 300; count += 1) await say(store, { size: 3 });
    expect(told).toHaveLength(1);
    feed.setPaused(false);
    await until(() => told.at(-1)?.rows.at(-1)?.serial === 700);
    feed.dispose();
    expect(told.filter(({ isReplayed }) => isReplayed)).toHaveLength(1);
    const serials = told.flatMap(({ pack, rows }) => [
      ...(pack === null ? [] : (JSON.parse(pack.text) as readonly { readonly serial: number }[])),
      ...rows,
    ]);
    expect(serials.map(({ serial }) => serial)).toEqual(Array.from({ length: 700 }, (_, index) => index + 1));
  });
});

describe('what is read for a page on its way', () => {
  const readAhead = (store: DocumentStore) =>
    new StoreProgramLog(store, place.space, {
      sayInProgram: () => Promise.reject(new Error('nothing is said here')),
      condenseDocument: () => Promise.resolve(ok()),
    });

  it('MPH-34 is what it hears, together with what came meanwhile, and is read once', async () => {
    const { store } = await inMemory();
    for (let count = 0; count < 300; count += 1) await say(store, { size: 300 });
    const packer = new UpdatePacker({ store });
    value(await packer.pack(place));
    const { packs } = store.shelves;
    const asked: number[] = [];
    store.shelves.packs = (of, after, limit) => {
      // What looks through packs reads them one by one.
      if (limit > 1) asked.push(after);
      return packs.call(store.shelves, of, after, limit);
    };
    const log = readAhead(store);
    log.expectReplay(place.instance);
    expect(asked).toEqual([0]);
    value(await store.shelves.last({ ...place, document: '' }));
    // The last pack grows, and rows come behind it.
    for (let count = 0; count < 300; count += 1) await say(store, { size: 3 });
    value(await packer.pack(place));
    for (let count = 0; count < 5; count += 1) await say(store, { size: 3 });
    const heard = await hear(log);
    expect(asked.filter((after) => after === 0)).toHaveLength(1);
    const rows = await hear(logOf(store, { hasPacks: false }).log);
    expect(heard).toEqual(rows);
    await hear(log);
    expect(asked.filter((after) => after === 0)).toHaveLength(2);
  });

  it('MPH-34 is followed until the page asked, or is over', async () => {
    const { store } = await inMemory();
    const { watchLast } = store.shelves;
    let followed = 0;
    store.shelves.watchLast = (shelf) => ({
      subscribe: (listener) => {
        followed += 1;
        const stop = watchLast.call(store.shelves, shelf).subscribe(listener);
        return () => {
          followed -= 1;
          stop();
        };
      },
    });
    const [asked, over] = [readAhead(store), readAhead(store)];
    for (const log of [asked, over]) log.expectReplay(place.instance);
    expect(followed).toBe(2);
    const last = await say(store, { size: 3 });
    expect(await asked.ahead(stream)?.last).toEqual(ok(last));
    expect(followed).toBe(1);
    over.letGo();
    expect(followed).toBe(0);
  });
});

/** Any log, said to have come so far that packs are looked for. */
const MANY = 100_000;
const alwaysMany = (log: ProgramLog): ProgramLog => ({ ...log, last: () => Promise.resolve(ok(MANY)) });

describe('a listener of updates in packs', () => {
  const packed = async () => {
    const { store } = await inMemory();
    for (let count = 0; count < 300; count += 1) await say(store, { size: 3, by: count % 3 });
    value(await new UpdatePacker({ store }).pack(place));
    return { page: new OpenProgram({ reads: logOf(store).log }).page() };
  };

  it('MPH-4 that throws is called with the next all the same', async () => {
    const { page } = await packed();
    const thrown: unknown[] = [];
    const catching = (error: unknown) => void thrown.push(error);
    process.on('uncaughtException', catching);
    let heard = 0;
    await page.webxdc.setUpdateListener(() => {
      heard += 1;
      if (heard <= 2) throw new Error(`thrown ${heard}`);
    });
    await until(() => thrown.length === 2);
    process.off('uncaughtException', catching);
    expect(heard).toBe(300);
  });

  it('MPH-4 that sets another in the middle of a pack hears no more of it', async () => {
    const { page } = await packed();
    const [first, second]: number[][] = [[], []];
    const over: Promise<void>[] = [];
    const begun = page.webxdc.setUpdateListener(({ serial }) => {
      first?.push(serial);
      if (serial === 5) over.push(page.webxdc.setUpdateListener((update) => second?.push(update.serial), 290));
    });
    await begun;
    await Promise.all(over);
    expect(first).toEqual([1, 2, 3, 4, 5]);
    expect(second).toEqual([291, 292, 293, 294, 295, 296, 297, 298, 299, 300]);
  });

  it('MPH-17 is told whose each is only where the program has window.banyan, and never an account', async () => {
    const { store } = await inMemory();
    for (let count = 0; count < 256; count += 1) await say(store, { size: 3, by: count % 3 });
    value(await new UpdatePacker({ store }).pack(place));
    const told = JSON.stringify(await hear(logOf(store).log, { isOurs: true }));
    for (const account of people) expect(told).not.toContain(account);
    expect(told).toContain('"sender"');
    expect(JSON.stringify(await hear(logOf(store).log, { isOurs: false }))).not.toContain('sender');
  });
});
