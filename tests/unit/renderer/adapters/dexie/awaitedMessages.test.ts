/** What waits for messages that are here, in packs of weeks in which nobody looks for them. */
import fc from 'fast-check';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { BUCKET_LENGTH, bucketOf } from '@domain/event/hybridClock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { findQuietly } from '@services/messages/findQuietly.ts';
import { type NoteAbout, noted } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat, idOf, newRow } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const WEEK = BUCKET_LENGTH;
const START = 3000 * WEEK;
let opened: DexieDocumentStore[] = [];
let indexedDB = new IDBFactory();

beforeEach(() => {
  indexedDB = new IDBFactory();
});
afterEach(() => {
  for (const store of opened) store.close();
  opened = [];
});

async function open(): Promise<DexieDocumentStore> {
  const store = new DexieDocumentStore({
    indexedDB,
    IDBKeyRange,
    estimate: async () => ({ usedBytes: null, quotaBytes: null, persisted: false }),
    onCorrupt: () => undefined,
  });
  opened.push(store);
  value(await store.open(alice));
  value(await store.conversations.put(newRow(chat, bob)));
  return store;
}

async function both(): Promise<readonly [DexieDocumentStore, MemoryDocumentStore]> {
  const [store, model] = [await open(), new MemoryDocumentStore()];
  value(await model.open(alice));
  value(await model.conversations.put(newRow(chat, bob)));
  return [store, model];
}

/** Steps until nothing is left to look through. The value is how many there were. */
async function findAll(store: DocumentStore): Promise<number> {
  for (let steps = 1; ; steps += 1) if (!value(await store.notes.findAwaited(alice)).isMore) return steps;
}

async function shown(store: DocumentStore) {
  const { messages } = value(await store.messages(chat, { kind: 'from', key: { at: 0, id: '' }, limit: 500 }));
  const notes = value(await store.notes.within(chat, { from: { at: 0, id: '' }, to: null }));
  const last = value(await store.conversations.get(chat))?.last ?? null;
  return { messages, notes: notes.toSorted((one, other) => (one.event < other.event ? -1 : 1)), last };
}

/** Messages of a device whose clock is two weeks ahead, as they come to who was away; and what was said by who saw them come. */
function story() {
  const ahead = new Chain(bob, 'phone', chat);
  const messages = ahead.many(20, (place) => at(START + 2 * WEEK + place * 60_000));
  const next = ahead.many(10, (place) => at(START + 4 * WEEK + place));
  const laptop = new Chain(bob, 'laptop', chat);
  const own = new Chain(alice, 'desktop', chat);
  const said: NoteAbout[] = [
    { act: 'react', sign: '👍' },
    { act: 'edit', text: 'Mended', mentions: [] },
    { act: 'recall' },
  ];
  const notes = said.map((one, place) => {
    const id = messages[place]?.id ?? idOf('none');
    const chain = one.act === 'react' ? own : laptop;
    return noted(chain, START + 3600_000 + place, { about: { id, at: START + place * 60_000 }, said: one });
  });
  return { messages: [...messages, ...next], notes };
}

const at = (time: number) => ({ at: time, bucket: bucketOf(time) });

it('STO-121 what was said about messages of a clock two weeks ahead, by who saw them come, is found in their packs', async () => {
  const { messages, notes } = story();
  const [store, model] = await both();
  for (const one of [store, model]) {
    value(await one.admitBelow(messages));
    for (const note of notes) value(await one.admit([note], 'relaxed'));
  }
  const before = await shown(store);
  expect(before.notes).toEqual([]);
  await findAll(store);
  expect(await shown(store)).toEqual(await shown(model));
  const [liked, edited, gone] = (await shown(store)).messages;
  expect(liked?.body).toEqual(messages[0]?.content.body && { kind: 'text', text: 'text 0' });
  expect([edited?.body, gone?.body.kind]).toEqual([{ kind: 'text', text: 'Mended' }, 'recalled']);
  // Nothing waits any more, so there is nothing to look through.
  expect(await findAll(store)).toBe(1);
});

it('STO-121 what waits for what is not here goes on waiting, is looked for once, and is found when that comes', async () => {
  const { messages, notes } = story();
  const [store, model] = await both();
  for (const one of [store, model]) for (const note of notes) value(await one.admit([note], 'relaxed'));
  expect(await findAll(store)).toBe(2);
  expect(await findAll(store)).toBe(1);
  for (const one of [store, model]) value(await one.admitBelow(messages));
  expect(await shown(store)).toEqual(await shown(model));
  expect((await shown(store)).notes).toHaveLength(3);
});

it('STO-121 the engine finds it some time after a start, without anybody waiting', async () => {
  const { messages, notes } = story();
  const [store] = await both();
  value(await store.admitBelow(messages));
  for (const note of notes) value(await store.admit([note], 'relaxed'));
  const clock = new FakeClock();
  const found: string[] = [];
  const parts = { self: alice, store, clock, log: { write: () => undefined }, isHeld: () => false };
  const stop = findQuietly({ ...parts, onFound: (space) => found.push(space) });
  await clock.advance(90_000);
  await expect.poll(() => found).toEqual([chat]);
  expect((await shown(store)).notes).toHaveLength(3);
  // What comes later is found within the hour.
  const late = noted(new Chain(alice, 'tablet', chat), START, {
    about: { id: messages[4]?.id ?? idOf('none'), at: START },
    said: { act: 'react', sign: '🎉' },
  });
  value(await store.admit([late], 'relaxed'));
  await expect
    .poll(async () => {
      await clock.advance(600_000);
      return found;
    })
    .toEqual([chat, chat]);
  await expect.poll(async () => (await shown(store)).notes.length).toBe(4);
  stop();
});

it('STO-121 whatever clocks were wrong by, and whatever came in which order, it ends as where every message is found', async () => {
  const actOf = (n: number): NoteAbout =>
    [
      { act: 'react', sign: ['👍', '🎉', null][n % 3] ?? null } as const,
      { act: 'edit', text: `edit ${n}`, mentions: [] } as const,
      { act: 'recall' } as const,
      { act: 'vote', options: [n % 2] } as const,
    ][n % 4] ?? { act: 'recall' };
  const note = fc.record({
    about: fc.nat(29),
    act: fc.nat(11),
    off: fc.integer({ min: -6, max: 6 }),
    isOwn: fc.boolean(),
  });
  const history = fc.record({
    off: fc.integer({ min: -8, max: 8 }),
    notes: fc.array(note, { maxLength: 12 }),
    isNotesFirst: fc.boolean(),
    batch: fc.integer({ min: 8, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(history, async ({ off, notes, isNotesFirst, batch }) => {
      indexedDB = new IDBFactory();
      const [store, model] = await both();
      const phone = new Chain(bob, 'phone', chat);
      const messages = phone.many(30, (place) => at(START + off * WEEK + place * 3_600_000));
      const next = phone.next(at(START + (off + 20) * WEEK));
      const chains = { own: new Chain(alice, 'desktop', chat), theirs: new Chain(bob, 'laptop', chat) };
      const said = notes.map((one, place) => {
        const about = { id: messages[one.about]?.id ?? idOf('none'), at: START + one.off * WEEK + one.about };
        return noted(one.isOwn ? chains.own : chains.theirs, START + place, { about, said: actOf(one.act) });
      });
      for (const held of [store, model]) {
        const tell = async () => {
          for (const event of said) value(await held.admit([event], 'relaxed'));
        };
        if (isNotesFirst) await tell();
        value(await held.admitBelow([next]));
        for (const some of batches(messages, batch)) value(await held.admitBelow(some));
        if (!isNotesFirst) await tell();
      }
      await findAll(store);
      expect(await shown(store)).toEqual(await shown(model));
      store.close();
    }),
    { numRuns: 30 },
  );
});

/** From the newest down. */
function batches(events: readonly AdmittedEvent[], size: number): readonly (readonly AdmittedEvent[])[] {
  const cut: (readonly AdmittedEvent[])[] = [];
  for (let end = events.length; end > 0; end -= size) cut.push(events.slice(Math.max(0, end - size), end));
  return cut;
}
