/** Mini programs: their cards, what is said in them, and in which order this device came to have it. */
import { describe, expect, it } from 'vitest';
import { fromBase64url } from '@shared/base64url.ts';
import type { BlobId, EventId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { CARD_KIND, type ProgramCard, encodeCard } from '@domain/mini/card.ts';
import { DOCUMENT_KIND, MAX_PART_BYTES, UPDATE_KIND, splitWord } from '@domain/mini/parts.ts';
import { type CleanUpdate } from '@domain/mini/cleanUpdate.ts';
import { condense } from '@domain/mini/condense.ts';
import { FORGOTTEN_LABELS, readForgotten } from '@domain/mini/forgottenLabels.ts';
import { encodeUpdate } from '@domain/mini/updateText.ts';
import { Chain, alice, bob, chat, idOf, otherChat } from './storeFixtures.ts';
import { type StoreScene, follow, page, texts, value } from './storeScene.ts';

const card: ProgramCard = {
  package: idOf<EventId>('package') as unknown as BlobId,
  size: 10,
  name: 'Poll',
  icon: null,
  version: null,
  id: null,
  permissions: [],
  net: [],
  key: null,
};
const instance = idOf<EventId>('an instance');
const shelf = { space: chat, instance, document: '' };

/** The shapes of the events that say something in the instance. */
function words(bytes: Uint8Array, document: string | null = null) {
  const bodies = splitWord({ instance, document, bytes }) ?? [];
  return bodies.map((body) => ({ kind: document === null ? UPDATE_KIND : DOCUMENT_KIND, body }));
}

function say(chain: Chain, at: number, update: CleanUpdate): AdmittedEvent {
  const [shape] = words(encodeUpdate(update));
  return chain.next({ at, ...shape });
}

function reversed(chain: Chain, events: readonly AdmittedEvent[]) {
  expect(events.every(({ content }) => content.device === chain.device)).toBe(true);
  return events.toReversed();
}

/** The part of the suite. */
export function describePrograms(scene: StoreScene): void {
  const payloads = async (document = '', after = 0) =>
    value(await scene.store().shelves.entries({ ...shelf, document }, after, 100)).map(({ bytes }) =>
      new TextDecoder().decode(bytes),
    );

  describe('programs', () => {
    it('STO-70 a card is a message and an instance, and what the person does with it stays', async () => {
      const store = scene.store();
      const event = new Chain(bob, 'phone', chat).next({ at: 5, kind: CARD_KIND, body: encodeCard(card) });
      const live = follow(store.programs.watchAll());
      value(await store.admit([event], 'relaxed'));
      await live.settled((state) => state.status === 'ready' && state.value.length === 1);
      live.dispose();
      expect((await page(store)).messages[0]?.body).toEqual({ kind: 'program', program: card });
      expect(value(await store.conversations.get(chat))).toMatchObject({ unread: 1 });
      expect(value(await store.programs.get(event.id))).toMatchObject({ card, author: bob, own: false, label: null });
      value(await store.programs.update(event.id, (row) => (row === null ? null : { ...row, favourite: true })));
      value(await store.admit([event], 'relaxed'));
      expect(value(await (await scene.reopen()).programs.get(event.id))).toMatchObject({ favourite: true });
    });

    it('STO-71 what is said has serials in the order in which it came, which never change', async () => {
      const store = scene.store();
      const [one, two] = [new Chain(bob, 'phone', chat), new Chain(alice, 'desk', chat)];
      const live = follow(store.shelves.watchLast(shelf));
      value(await store.admit([say(one, 50, { payload: '"late"' })], 'relaxed'));
      const early = [say(two, 1, { payload: '"early"' }), say(two, 2, { payload: '"again"' })];
      value(await store.admit(early, 'strict'));
      value(await store.admit(early, 'strict'));
      await live.settled((state) => state.status === 'ready' && state.value === 3);
      live.dispose();
      const again = (await scene.reopen()).shelves;
      const rows = value(await again.entries(shelf, 0, 10));
      expect(rows.map(({ serial, author }) => [serial, author])).toEqual([
        [1, bob],
        [2, alice],
        [3, alice],
      ]);
      expect(value(await again.entries(shelf, 1, 1)).map(({ serial }) => serial)).toEqual([2]);
      expect(value(await again.last(shelf))).toBe(3);
      expect((await page(scene.store())).messages).toEqual([]);
    });

    it('STO-71 instances, documents and spaces do not mix', async () => {
      const store = scene.store();
      const here = new Chain(bob, 'phone', chat);
      const [change] = words(Uint8Array.of(1, 2), 'list');
      value(await store.admit([say(here, 1, { payload: '1' }), here.next({ at: 2, ...change })], 'relaxed'));
      value(await store.admit([say(new Chain(bob, 'phone', otherChat), 3, { payload: '2' })], 'relaxed'));
      expect(await payloads()).toEqual(['{"payload":1}']);
      expect(value(await store.shelves.entries({ ...shelf, document: 'list' }, 0, 9))).toMatchObject([{ serial: 2 }]);
      expect(value(await store.shelves.last({ ...shelf, document: 'other' }))).toBe(0);
      expect(value(await store.shelves.last({ ...shelf, instance: idOf<EventId>('another') }))).toBe(0);
      expect(value(await store.shelves.last({ ...shelf, space: otherChat }))).toBe(1);
    });

    it('STO-72 what came in parts is there when the last of them is, whatever the batches', async () => {
      const store = scene.store();
      const chain = new Chain(bob, 'phone', chat);
      const bytes = Uint8Array.from({ length: 3 * MAX_PART_BYTES - 5 }, (_, n) => n);
      const parts = words(bytes, 'd').map((shape, n) => chain.next({ at: 10 + n, ...shape }));
      for (const part of parts) {
        expect(value(await store.shelves.last({ ...shelf, document: 'd' }))).toBe(0);
        value(await store.admit([part], 'relaxed'));
      }
      const rows = value(await store.shelves.entries({ ...shelf, document: 'd' }, 0, 10));
      expect(rows.map((row) => Buffer.compare(row.bytes, bytes))).toEqual([0]);
    });

    it('STO-72 history that comes from its end makes the same of parts', async () => {
      const store = scene.store();
      const chain = new Chain(bob, 'phone', chat);
      const bytes = Uint8Array.from({ length: 2 * MAX_PART_BYTES + 1 }, (_, n) => n * 3);
      const events = words(bytes, 'd').map((shape, n) => chain.next({ at: 10 + n, ...shape }));
      for (const event of reversed(chain, events)) value(await store.admitBelow([event]));
      const rows = value(await store.shelves.entries({ ...shelf, document: 'd' }, 0, 10));
      expect(rows.map((row) => Buffer.compare(row.bytes, bytes))).toEqual([0]);
    });

    it('STO-73 of document and summary the last word holds, in whatever order words come', async () => {
      const store = scene.store();
      value(await store.admit([say(new Chain(bob, 'a', chat), 20, { payload: '1', summary: 'new' })], 'relaxed'));
      const old = { payload: '2', summary: 'old', document: 'Lunch' };
      value(await store.admit([say(new Chain(bob, 'b', chat), 10, old)], 'relaxed'));
      const live = follow(store.shelves.watchLedgers());
      await live.settled((state) => state.status === 'ready' && state.value.length === 1);
      expect(live.last()).toMatchObject({ value: [{ summary: { text: 'new' }, document: { text: 'Lunch' } }] });
      live.dispose();
    });

    it('STO-74 a line of a program stands in the conversation until a newer one of its author takes its place', async () => {
      const store = scene.store();
      const [one, two] = [new Chain(bob, 'a', chat), new Chain(bob, 'b', chat)];
      const line = (chain: Chain, at: number, info: string, href?: string) =>
        say(chain, at, { payload: '1', info, ...(href === undefined ? {} : { href }) });
      value(
        await store.admit([line(one, 10, 'first'), line(one, 11, 'leads', '/x'), line(one, 20, 'second')], 'relaxed'),
      );
      const shown = async () =>
        (await page(store)).messages.map(({ body }) => (body.kind === 'program-info' ? body.text : body.kind));
      expect(await shown()).toEqual(['leads', 'second']);
      value(await store.admit([line(two, 15, 'older')], 'relaxed'));
      expect(await shown()).toEqual(['leads', 'second']);
      value(
        await store.admit(
          [line(two, 30, 'third'), line(new Chain(alice, 'c', chat), 5, 'mine')].slice(0, 1),
          'relaxed',
        ),
      );
      value(await store.admit([line(new Chain(alice, 'c', chat), 25, 'mine')], 'relaxed'));
      expect(await shown()).toEqual(['leads', 'mine', 'third']);
      expect(value(await store.conversations.get(chat))).toMatchObject({ unread: 0, activeAt: 30 });
      expect(value(await store.conversations.get(chat))?.last?.body).toMatchObject({ text: 'third' });
    });

    it('STO-74 of the lines of an author that lead somewhere the newest 20 stand, in one batch and in many', async () => {
      const store = scene.store();
      const chain = new Chain(bob, 'a', chat);
      const lines = Array.from({ length: 30 }, (_, n) => say(chain, n + 1, { payload: '1', info: `${n}`, href: '/x' }));
      value(await store.admit(lines.slice(0, 25), 'relaxed'));
      for (const line of lines.slice(25)) value(await store.admit([line], 'relaxed'));
      const shown = (await page(store)).messages.map(({ body }) => (body.kind === 'program-info' ? body.text : ''));
      expect(shown).toEqual(Array.from({ length: 20 }, (_, n) => `${n + 10}`));
    });

    it('STO-75 one’s own document is kept beside, and clearing a space forgets its programs', async () => {
      const store = scene.store();
      const own = { ...shelf, document: 'person/notes' };
      value(await store.admit([say(new Chain(bob, 'a', chat), 1, { payload: '1' })], 'relaxed'));
      const live = follow(store.shelves.watchLast(own));
      expect(value(await store.shelves.addOwn({ ...own, author: alice, bytes: Uint8Array.of(7) }))).toBe(2);
      await live.settled((state) => state.status === 'ready' && state.value === 2);
      live.dispose();
      const event = new Chain(bob, 'b', chat).next({ at: 5, kind: CARD_KIND, body: encodeCard(card) });
      value(await store.admit([event], 'relaxed'));
      value(await store.clearSpace(chat));
      expect(value(await store.programs.all())).toEqual([]);
      expect(value(await store.shelves.last(own))).toBe(0);
      expect(await payloads()).toEqual([]);
    });

    it('STO-122 a label that an instance loses, or that goes with its space, is kept to be wiped', async () => {
      const store = scene.store();
      const chain = new Chain(bob, 'b', chat);
      const events = [1, 2, 3].map((at) => chain.next({ at, kind: CARD_KIND, body: encodeCard(card) }));
      value(await store.admit(events, 'relaxed'));
      const [first, second, third] = events.map(({ id }) => id);
      if (first === undefined || second === undefined || third === undefined) throw new Error('three were made');
      const [one, two] = ['a'.repeat(26), 'b'.repeat(26)];
      for (const [id, label] of [
        [first, one],
        [second, two],
      ] as const)
        value(await store.programs.update(id, (row) => (row === null ? null : { ...row, label })));
      const left = async (of = store) => readForgotten(value(await of.values.get(FORGOTTEN_LABELS))?.value);
      const live = follow(store.values.watch(FORGOTTEN_LABELS));
      for (const id of [first, first, third]) value(await store.shelves.forgetLabel(id, { removed: id === first }));
      expect(value(await store.programs.get(first))).toMatchObject({ label: null, removed: true });
      expect(await left()).toEqual([{ instance: first, label: one }]);
      value(await store.clearSpace(chat));
      await live.settled((state) => state.status === 'ready' && readForgotten(state.value?.value).length === 2);
      live.dispose();
      expect(value(await store.programs.all())).toEqual([]);
      expect(await left(await scene.reopen())).toEqual([
        { instance: first, label: one },
        { instance: second, label: two },
      ]);
    });

    it('STO-75 one’s own documents are named, and taken away without a serial being given again', async () => {
      const { shelves } = scene.store();
      const [own, other] = [
        { ...shelf, author: alice },
        { space: chat, instance: idOf<EventId>('another instance'), author: alice },
      ];
      const made = condense(null, []);
      if (made === null) throw new Error('nothing was made');
      for (const document of ['person/notes', 'person/list', 'notes', 'person/notes'])
        value(await shelves.addOwn({ ...own, document, bytes: Uint8Array.of(1) }));
      value(await shelves.addOwn({ ...other, document: 'person/theirs', bytes: Uint8Array.of(1) }));
      value(await shelves.keepSnapshot({ ...shelf, document: 'person/notes', serial: 4, ...made }));
      value(await shelves.keepSnapshot({ ...shelf, document: 'notes', serial: 3, ...made }));
      expect(value(await shelves.ownNames(shelf))).toEqual(['list', 'notes']);
      value(await shelves.dropOwn(shelf));
      expect(value(await shelves.ownNames(shelf))).toEqual([]);
      expect(value(await shelves.snapshot({ ...shelf, document: 'person/notes' }))).toBeNull();
      expect(value(await shelves.snapshot({ ...shelf, document: 'notes' }))).not.toBeNull();
      expect(value(await shelves.last({ ...shelf, document: 'notes' }))).toBe(3);
      expect(value(await shelves.ownNames(other))).toEqual(['theirs']);
      expect(value(await shelves.addOwn({ ...own, document: 'person/notes', bytes: Uint8Array.of(2) }))).toBe(5);
      // Made of what was wiped while it was made.
      value(await shelves.keepSnapshot({ ...shelf, document: 'person/notes', serial: 4, ...made }));
      expect(value(await shelves.snapshot({ ...shelf, document: 'person/notes' }))).toBeNull();
      value(await shelves.keepSnapshot({ ...shelf, document: 'person/notes', serial: 5, ...made }));
      expect(value(await shelves.snapshot({ ...shelf, document: 'person/notes' }))).toMatchObject({ serial: 5 });
    });

    it('STO-76 what a document comes to is kept, by its shelf, until something goes further or the space is cleared', async () => {
      const store = scene.store();
      const made = condense(null, []);
      if (made === null) throw new Error('nothing was made');
      const [notes, other] = [
        { ...shelf, document: 'notes' },
        { ...shelf, document: 'other' },
      ];
      expect(value(await store.shelves.snapshot(notes))).toBeNull();
      value(await store.shelves.keepSnapshot({ ...notes, serial: 5, ...made }));
      value(await store.shelves.keepSnapshot({ ...notes, serial: 4, ...made }));
      expect(value(await store.shelves.snapshot(other))).toBeNull();
      value(await store.shelves.keepSnapshot({ ...other, serial: 9, ...made }));
      const again = await scene.reopen();
      expect(value(await again.shelves.snapshot(notes))).toEqual({ ...notes, serial: 5, ...made });
      expect(value(await again.shelves.last(notes))).toBe(0);
      value(await again.clearSpace(chat));
      expect(value(await again.shelves.snapshot(notes))).toBeNull();
    });

    it('STO-77 it is told how much of what was said in an instance is kept', async () => {
      const store = scene.store();
      const other = { space: chat, instance: idOf<EventId>('another instance') };
      const own = { ...shelf, document: 'person/notes', author: alice };
      value(await store.admit([say(new Chain(bob, 'a', chat), 1, { payload: '1' })], 'relaxed'));
      const [said] = value(await store.shelves.entries(shelf, 0, 10));
      value(await store.shelves.addOwn({ ...own, bytes: new Uint8Array(70) }));
      value(await store.shelves.addOwn({ ...own, ...other, bytes: new Uint8Array(5) }));
      const made = condense(null, []);
      if (made === null) throw new Error('nothing was made');
      value(await store.shelves.keepSnapshot({ ...shelf, document: 'notes', serial: 5, ...made }));
      const usage = { updates: said?.bytes.length, documents: 70 + made.bytes.length };
      expect(value(await store.shelves.usage(shelf))).toEqual(usage);
      expect(value(await store.shelves.usage(other))).toEqual({ updates: 0, documents: 5 });
      expect(value(await store.shelves.usage({ ...other, space: otherChat }))).toEqual({ updates: 0, documents: 0 });
    });

    it('STO-76 one that is damaged is none, and gives way to any', async () => {
      const { shelves } = scene.store();
      const made = condense(null, []);
      if (made === null) throw new Error('nothing was made');
      const notes = { ...shelf, document: 'notes' };
      value(await shelves.keepSnapshot({ ...notes, serial: 5, bytes: Uint8Array.of(1), digest: made.digest }));
      expect(value(await shelves.snapshot(notes))).toBeNull();
      value(await shelves.keepSnapshot({ ...notes, serial: 4, ...made }));
      expect(value(await shelves.snapshot(notes))).toEqual({ ...notes, serial: 4, ...made });
    });

    it('STO-71 a word that does not fit is nothing, and nobody is told of a message', async () => {
      const store = scene.store();
      const chain = new Chain(bob, 'phone', chat);
      const bad = [
        { kind: UPDATE_KIND, body: { instance: 1 } },
        { kind: UPDATE_KIND, body: { instance: bytesOf(instance), update: Uint8Array.of(255) } },
        { kind: CARD_KIND, body: { name: 'x' } },
      ];
      value(
        await store.admit(
          bad.map((shape, n) => chain.next({ at: n, ...shape })),
          'relaxed',
        ),
      );
      expect(texts(await page(store))).toEqual([]);
      expect(await payloads()).toEqual([]);
      expect(value(await store.programs.all())).toEqual([]);
    });
  });
}

function bytesOf(id: string): Uint8Array {
  const bytes = fromBase64url(id);
  if (!bytes.ok) throw new Error('not an id');
  return bytes.value;
}
