/** Shared documents: what is kept of their changes, and how little of them an opening reads. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ok } from '@shared/result.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { condense } from '@domain/mini/condense.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { CondenseDocument } from '@ports/documentCondenser.ts';
import { CONDENSE_AFTER, DocumentKeeper } from '@services/mini/documentKeeper.ts';
import { FEED_BATCH, type Feeding, LogFeed } from '@services/mini/logFeed.ts';
import { StoreProgramLog } from '@services/mini/storeProgramLog.ts';
import { Turn } from '@services/turn.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';
import { until } from '../../../../support/shared/until.ts';

const [space, instance, author] = [idOf<SpaceId>('chat'), idOf<EventId>('card'), idOf<AccountId>('Ann')];
const shelf = { space, instance, document: 'person/notes' };
const stream = { instance, document: 'notes', scope: 'person' } as const;
const here: CondenseDocument = (base, changes) => Promise.resolve(condense(base, changes));

let store: MemoryDocumentStore;
beforeEach(async () => {
  store = new MemoryDocumentStore();
  value(await store.open(author));
});
afterEach(() => store.close());

const source = new Y.Doc();
const changes: Uint8Array[] = [];
source.on('update', (change: Uint8Array) => changes.push(change));
for (let turn = 0; turn < 10_000; turn += 1) source.getMap('map').set(`k${turn % 50}`, turn);
const wanted = source.getMap('map').toJSON();

async function write(from: number, to: number): Promise<void> {
  for (const bytes of changes.slice(from, to)) value(await store.shelves.addOwn({ ...shelf, author, bytes }));
}

/** Opens the document as a page does: what the page has then, and how many rows were read for it. */
async function open() {
  const read = { rows: 0, times: 0 };
  const counting: Pick<DocumentStore, 'shelves'> = {
    shelves: Object.assign(Object.create(store.shelves) as DocumentStore['shelves'], {
      entries: async (...input: Parameters<DocumentStore['shelves']['entries']>) => {
        const rows = await store.shelves.entries(...input);
        read.times += 1;
        read.rows += rows.ok ? rows.value.length : 0;
        return rows;
      },
    }),
  };
  const sayInProgram = () => Promise.reject(new Error('no act'));
  const log = new StoreProgramLog(counting, space, { sayInProgram, condenseDocument: () => Promise.resolve(ok()) });
  const page = new Y.Doc();
  const told: Feeding[] = [];
  const feed = new LogFeed({ log, clock: systemClock, turn: new Turn() }, { stream, after: 0 }, (feeding) => {
    told.push(feeding);
    if (feeding.snapshot !== null) Y.applyUpdate(page, feeding.snapshot);
    for (const { bytes } of feeding.rows) Y.applyUpdate(page, bytes);
  });
  await until(() => told.some(({ isReplayed }) => isReplayed));
  feed.dispose();
  return { read, told, map: page.getMap('map').toJSON() };
}

describe('a document', () => {
  it('MPH-33 of ten thousand changes is opened by one snapshot and the few behind it', async () => {
    await write(0, 9990);
    expect((await open()).read).toEqual({ rows: 9990, times: 20 });
    value(await new DocumentKeeper({ store, condense: here }).condense(shelf));
    await write(9990, 10_000);
    const { read, told, map } = await open();
    expect(map).toEqual(wanted);
    expect(read).toEqual({ rows: 10, times: 1 });
    expect(told.map(({ snapshot, rows, maxSerial }) => [snapshot === null, rows.length, maxSerial])).toEqual([
      [false, 10, 10_000],
    ]);
  });

  it('MPH-33 with nothing behind its snapshot is told that and is open', async () => {
    await write(0, 600);
    value(await new DocumentKeeper({ store, condense: here }).condense(shelf));
    const { told, read, map } = await open();
    expect([told.length, read.rows, Object.keys(map).length]).toEqual([1, 0, 50]);
  });

  it('MPH-33 a snapshot that is damaged is as if there were none, and is made again', async () => {
    await write(0, 700);
    const keeper = new DocumentKeeper({ store, condense: here });
    value(await keeper.condense(shelf));
    const kept = value(await store.shelves.snapshot(shelf));
    if (kept === null) throw new Error('no snapshot');
    const whole = (await open()).map;
    value(await store.shelves.keepSnapshot({ ...kept, bytes: kept.bytes.map((byte) => byte ^ 1) }));
    const { read, map } = await open();
    expect([read.rows, map]).toEqual([700, whole]);
    value(await keeper.condense(shelf));
    expect(value(await store.shelves.snapshot(shelf))).toEqual(kept);
    expect((await open()).read.rows).toBe(0);
  });

  it('MPH-33 with few changes behind it is left alone', async () => {
    const keeper = new DocumentKeeper({ store, condense: here });
    await write(0, CONDENSE_AFTER - 1);
    value(await keeper.condense(shelf));
    expect(value(await store.shelves.snapshot(shelf))).toBeNull();
    await write(CONDENSE_AFTER - 1, CONDENSE_AFTER);
    value(await keeper.condense(shelf));
    expect(value(await store.shelves.snapshot(shelf))?.serial).toBe(CONDENSE_AFTER);
  });

  it('MPH-33 that comes to nothing is not tried again, and is replayed from its changes', async () => {
    await write(0, FEED_BATCH + 1);
    let times = 0;
    const keeper = new DocumentKeeper({ store, condense: () => Promise.resolve(((times += 1), null)) });
    for (let turn = 0; turn < 3; turn += 1) value(await keeper.condense(shelf));
    expect([times, (await open()).read.rows]).toEqual([1, FEED_BATCH + 1]);
    value(await new DocumentKeeper({ store }).condense(shelf));
    expect(value(await store.shelves.snapshot(shelf))).toBeNull();
  });

  it('MPH-33 two that are asked for at once are made one after the other, each change in once', async () => {
    await write(0, 1500);
    let under = 0;
    const slow: CondenseDocument = async (base, part) => {
      under += 1;
      expect(under).toBe(1);
      const made = await here(base, part);
      under -= 1;
      return made;
    };
    const keeper = new DocumentKeeper({ store, condense: slow });
    await Promise.all([keeper.condense(shelf), keeper.condense(shelf)]);
    expect(value(await store.shelves.snapshot(shelf))?.serial).toBe(1500);
  });
});
