/** What was said about messages, who is named, what ends: STO-110 … STO-117. */
import { describe, expect, it } from 'vitest';
import type { AccountId, BlobId, EventId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { WAITING_NOTES } from '@domain/chat/note.ts';
import { CARD_KIND } from '@domain/mini/card.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { MessageStretch } from '@ports/messageNotes.ts';
import { answering, fleeting, noted, refOf, timed } from './noteEvents.ts';
import { SignedChain } from './signedChain.ts';
import { Chain, alice, bob, chat, idOf, otherChat } from './storeFixtures.ts';
import { type StoreScene, follow, page, texts, value } from './storeScene.ts';

const CARD = {
  package: idBytes(idOf<EventId>('package')),
  name: 'Poll',
  key: null,
  size: 9,
  icon: null,
  version: null,
  id: null,
  permissions: [],
  net: [],
};
const ALL: MessageStretch = { from: { at: 0, id: '' }, to: null };
const carol = idOf<AccountId>('carol');
const picture = idOf<EventId>('a picture') as unknown as BlobId;
const edit = (text: string) => ({ act: 'edit', text, mentions: [] }) as const;
const like = (sign: string | null) => ({ act: 'react', sign }) as const;

/** The part of the suite. */
export function describeNotes(scene: StoreScene): void {
  describe('notes', () => {
    const admit = async (...events: readonly AdmittedEvent[]) => value(await scene.store().admit(events, 'relaxed'));
    const signs = async (store: DocumentStore = scene.store()) =>
      value(await store.notes.within(chat, ALL)).map(({ said }) => (said.act === 'react' ? said.sign : said.act));

    it('STO-110 notes of a stretch come in the order of their messages, and make no message and no row', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      const mine = new Chain(alice, 'desk', chat);
      const [one, two, three] = [10, 20, 30].map((at) => theirs.next({ at }));
      if (one === undefined || two === undefined || three === undefined) throw new Error('no messages');
      await admit(one, two, three);
      const row = value(await scene.store().conversations.get(chat));
      await admit(
        noted(mine, 40, { about: refOf(three), said: like('c') }),
        noted(mine, 41, { about: refOf(one), said: like('a') }),
      );
      expect(await signs()).toEqual(['a', 'c']);
      const { notes } = scene.store();
      const middle = { from: { at: 20, id: two.id }, to: { at: 20, id: two.id } };
      expect(value(await notes.within(chat, middle))).toEqual([]);
      const end = { from: { at: 20, id: two.id }, to: { at: 30, id: three.id } };
      expect(value(await notes.within(chat, end))).toHaveLength(1);
      expect((await page(scene.store())).messages).toHaveLength(3);
      expect(value(await scene.store().conversations.get(chat))).toEqual(row);
      expect(await signs(await scene.reopen())).toEqual(['a', 'c']);
    });

    it('STO-111 a note that comes before its message waits for it, wherever the message comes', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      const [first, second] = [theirs.next({ at: 10 }), theirs.next({ at: 20, text: 'second' })];
      const later = noted(theirs, 30, { about: refOf(first), said: edit('changed') });
      const mine = noted(new Chain(alice, 'desk', chat), 25, { about: refOf(first), said: like('+') });
      value(await scene.store().admitBelow([later]));
      await admit(mine);
      expect(await signs()).toEqual([]);
      expect((await page(scene.store())).messages).toEqual([]);
      value(await scene.store().admitBelow([first, second]));
      expect(texts(await page(scene.store()))).toEqual(['changed', 'second']);
      expect(new Set(await signs())).toEqual(new Set(['+', 'edit']));
      expect((await page(scene.store())).messages[0]?.edited).toMatchObject({ original: 'text 0', at: 30 });
    });

    it('STO-111 one event after another is not taken past what waits for it', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      const mine = new Chain(alice, 'desk', chat);
      await admit(theirs.next({ at: 10 }));
      const next = theirs.next({ at: 20, text: 'next' });
      await admit(noted(mine, 30, { about: refOf(next), said: like('!') }));
      await admit(next);
      expect(await signs()).toEqual(['!']);
      expect(value(await scene.store().conversations.get(chat))?.last?.id).toBe(next.id);
    });

    it('STO-111 of one person no more waits than may: their own oldest go, what is to be taken back last', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      const messages = Array.from({ length: WAITING_NOTES.most + 1 }, (_, place) => theirs.next({ at: 10 + place }));
      const [first, second] = messages;
      const last = messages.at(-1);
      if (first === undefined || second === undefined || last === undefined) throw new Error('no messages');
      const flood = new Chain(carol, 'tablet', chat);
      const recall = noted(flood, 5000, { about: refOf(first), said: { act: 'recall' } });
      const notes = messages
        .slice(1)
        .map((message, place) => noted(flood, 5001 + place, { about: refOf(message), said: like('!') }));
      await admit(noted(new Chain(alice, 'desk', chat), 4000, { about: refOf(second), said: like('mine') }));
      await admit(recall, ...notes.slice(0, -2));
      await admit(...notes.slice(-2, -1));
      expect(await signs()).toEqual([]);
      await admit(...notes.slice(-1), noted(flood, 9000, { about: refOf(last), said: { act: 'vote', options: [0] } }));
      await admit(...messages);
      // The recall and the vote, which finds no poll, are two of those that were kept.
      const left = Array.from({ length: WAITING_NOTES.kept - 2 }, () => '!');
      expect(await signs()).toEqual(['recall', 'mine', ...left]);
    });

    it('STO-111 whatever rows one event makes, it is kept with them also where its rows are remembered', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      await admit(theirs.next({ at: 10 }));
      const file = { blob: idBytes(picture), size: 10, name: 'a.webp', mime: 'image/webp', picture: null };
      await admit(theirs.next({ at: 20, kind: FILE_KIND, body: { file, caption: '' } }));
      await admit(answering(theirs, 30, { text: '@you', names: [alice] }));
      await admit(fleeting(theirs, 40, { blob: picture, life: 60_000 }));
      await admit(theirs.next({ at: 50, kind: CARD_KIND, body: CARD }));
      await admit(theirs.next({ at: 9_000_000, text: 'another bucket' }));
      await admit(theirs.next({ at: 9_000_001, read: 10 }));
      const store = await scene.reopen();
      const kinds = (await page(store)).messages.map(({ body }) => body.kind);
      expect(kinds).toEqual(['text', 'file', 'text', 'fleeting', 'program', 'text']);
      expect(value(await store.attachmentsOf(picture))).toHaveLength(2);
      expect(value(await store.notes.named(chat, 9))).toHaveLength(1);
      expect(value(await store.programs.all())).toHaveLength(1);
      expect(value(await store.conversations.get(chat))).toMatchObject({ unread: 6, peerReadAt: 10 });
    });

    it('STO-112 of one person the newest of each act counts, and no more are kept than count', async () => {
      const mine = new Chain(alice, 'desk', chat);
      const theirs = new Chain(bob, 'phone', chat);
      const message = theirs.next({ at: 10 });
      await admit(message);
      const about = refOf(message);
      await admit(
        ...Array.from({ length: 5 }, (_, place) => noted(mine, 20 + place, { about, said: like(`${place}`) })),
      );
      await admit(noted(new Chain(alice, 'old phone', chat), 15, { about, said: like('late') }));
      expect(await signs()).toEqual(['4']);
      const edits = Array.from({ length: 60 }, (_, place) =>
        noted(theirs, 100 + place, { about, said: edit(`v${place}`) }),
      );
      await admit(...edits);
      expect(value(await scene.store().notes.within(chat, ALL))).toHaveLength(51);
      expect(texts(await page(scene.store()))).toEqual(['v59']);
    });

    it('STO-113 an edit changes the message and the row that shows it; of others it changes nothing', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      const message = theirs.next({ at: 10, text: 'first' });
      await admit(message);
      const about = refOf(message);
      await admit(
        noted(theirs, 30, { about, said: edit('third') }),
        noted(new Chain(alice, 'desk', chat), 50, { about, said: edit('mine') }),
      );
      await admit(noted(new Chain(bob, 'laptop', chat), 20, { about, said: edit('second') }));
      expect(texts(await page(scene.store()))).toEqual(['third']);
      const row = value(await scene.store().conversations.get(chat));
      expect(row).toMatchObject({
        activeAt: 10,
        unread: 1,
        last: { body: { text: 'third' }, edited: { original: 'first' } },
      });
      expect(value(await scene.store().notes.within(chat, ALL))).toHaveLength(2);
    });

    it('STO-114 what its author took back leaves nothing in any table, also where it is hidden', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      const mine = new Chain(alice, 'desk', chat);
      const file = { blob: idBytes(picture), size: 10, name: 'secret.webp', mime: 'image/webp', picture: null };
      const sent = theirs.next({ at: 10, kind: FILE_KIND, body: { file, caption: 'secret' } });
      const said = theirs.next({ at: 20, text: 'secret' });
      await admit(sent, said, noted(mine, 30, { about: refOf(sent), said: like('+') }));
      value(await scene.store().hideMessage(chat, said.id));
      await admit(noted(theirs, 40, { about: refOf(sent), said: { act: 'recall' } }));
      await admit(noted(theirs, 41, { about: refOf(said), said: { act: 'recall' } }));
      const { messages } = await page(scene.store());
      expect(messages).toMatchObject([{ id: sent.id, at: 10, body: { kind: 'recalled', by: bob } }]);
      expect(JSON.stringify(messages)).not.toContain('secret');
      expect(value(await scene.store().attachmentsOf(picture))).toEqual([]);
      expect(await signs()).toEqual(['recall', 'recall']);
      const row = value(await scene.store().conversations.get(chat));
      expect(row).toMatchObject({ unread: 1, last: { id: sent.id, body: { kind: 'recalled' } } });
      value(await scene.store().restoreMessage(chat, said.id));
      expect((await page(scene.store())).messages[1]?.body).toEqual({ kind: 'recalled', by: bob });
      await admit(noted(theirs, 50, { about: refOf(said), said: edit('back again') }));
      expect((await page(scene.store())).messages[1]?.body).toEqual({ kind: 'recalled', by: bob });
    });

    it('STO-114 another takes nothing back by saying so; who may is asked by whom the store is told', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      const message = theirs.next({ at: 10, text: 'stays' });
      await admit(
        message,
        noted(new Chain(alice, 'desk', chat), 20, { about: refOf(message), said: { act: 'recall' } }),
      );
      expect(texts(await page(scene.store()))).toEqual(['stays']);
      expect(value(await scene.store().notes.recall(chat, message.id, alice))).toBe(true);
      expect((await page(scene.store())).messages[0]?.body).toEqual({ kind: 'recalled', by: alice });
      expect(value(await scene.store().conversations.get(chat))?.last?.body.kind).toBe('recalled');
      expect(value(await scene.store().notes.recall(chat, idOf<EventId>('nowhere'), alice))).toBe(false);
    });

    it('STO-114 what others ask to be taken back is told while its message says something, hidden or not', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      const mine = new Chain(alice, 'desk', chat);
      const [one, two, three] = [10, 20, 30].map((at) => theirs.next({ at }));
      if (one === undefined || two === undefined || three === undefined) throw new Error('no messages');
      const ask = (message: AdmittedEvent, at: number) =>
        noted(mine, at, { about: refOf(message), said: { act: 'recall' } });
      await admit(ask(one, 40), ask(two, 41), ask(three, 42));
      const { notes } = scene.store();
      const open = async (stretch = ALL) => value(await notes.openRecalls(chat, stretch)).map(({ message }) => message);
      expect(await open()).toEqual([]);
      await admit(one, two, three, noted(mine, 43, { about: refOf(one), said: like('+') }));
      expect(await open()).toEqual([one.id, two.id, three.id]);
      expect(await open({ from: { at: 20, id: two.id }, to: { at: 20, id: two.id } })).toEqual([two.id]);
      value(await scene.store().hideMessage(chat, two.id));
      expect(value(await notes.recall(chat, three.id, alice))).toBe(true);
      expect(await open()).toEqual([one.id, two.id]);
    });

    it('STO-115 a note out of sight counts as little as a message out of sight, and comes back', async () => {
      const theirs = new Chain(bob, 'phone', chat);
      const message = theirs.next({ at: 10, text: 'first' });
      const change = noted(theirs, 20, { about: refOf(message), said: edit('second') });
      await admit(message, change);
      expect(value(await scene.store().hideMessage(chat, change.id))).toBe(true);
      expect(value(await scene.store().hideMessage(chat, change.id))).toBe(false);
      expect(texts(await page(scene.store()))).toEqual(['first']);
      expect(value(await scene.store().notes.within(chat, ALL))).toMatchObject([{ hidden: true }]);
      expect(value(await scene.store().conversations.get(chat))?.last?.body).toMatchObject({ text: 'first' });
      expect(value(await scene.store().restoreMessage(chat, change.id))).toBe(true);
      expect(texts(await page(scene.store()))).toEqual(['second']);
      expect(value(await scene.store().hideMessage(otherChat, change.id))).toBe(false);
    });

    it('STO-120 what a note pushed out that went out of sight is taken anew of the events, and what may not be shown is not', async () => {
      const [theirs, mine, lost] = [
        new SignedChain(bob, 'phone', chat),
        new SignedChain(alice, 'desk', chat),
        new SignedChain(alice, 'lap', chat),
      ];
      const message = mine.next({ at: 10, text: 'first' });
      const about = refOf(message);
      const [far, farther] = [1_000_000, 2_000_000].map((at) => noted(lost, at, { about, said: like('X') }));
      const own = noted(mine, 30, { about, said: like('+') });
      if (far === undefined || farther === undefined) throw new Error('no notes');
      await admit(message, far, farther, own, noted(theirs, 40, { about, said: like('b') }));
      const again = (beside: readonly EventId[], gone: readonly AdmittedEvent[]) =>
        scene
          .store()
          .notes.readAgain(chat, { self: alice, beside, isShown: ({ id }) => !gone.some((one) => one.id === id) });
      const seen = async () =>
        value(await scene.store().notes.within(chat, ALL))
          .filter(({ hidden }) => hidden === undefined)
          .map(({ event }) => event);
      expect(await seen()).not.toContain(own.id);
      value(await scene.store().hideMessage(chat, farther.id));
      value(await again([farther.id], [far, farther]));
      expect(await seen()).toContain(own.id);
      expect(await seen()).toHaveLength(2);
      // Twice is once, and what is out of sight stays so.
      value(await again([farther.id], []));
      expect(await seen()).toHaveLength(2);
      expect(await seen()).toContain(far.id);
      value(await again([message.id, idOf<EventId>('nothing')], []));
      expect(await seen()).not.toContain(farther.id);
      expect((await page(scene.store())).messages).toHaveLength(1);
    });

    it('STO-120 an edit that is back is read in its message and its row', async () => {
      const [mine, lost] = [new SignedChain(alice, 'desk', chat), new SignedChain(alice, 'lap', chat)];
      const message = mine.next({ at: 10, text: 'first' });
      const about = refOf(message);
      await admit(message, noted(mine, 20, { about, said: edit('second') }));
      const flood = Array.from({ length: 50 }, (_, place) =>
        noted(lost, 1000 + place, { about, said: edit(`${place}`) }),
      );
      await admit(...flood);
      const gone = new Set(flood.map(({ id }) => id));
      for (const { id } of flood) value(await scene.store().hideMessage(chat, id));
      expect(texts(await page(scene.store()))).toEqual(['first']);
      const isShown = ({ id }: AdmittedEvent) => !gone.has(id);
      value(await scene.store().notes.readAgain(chat, { self: alice, beside: [...gone], isShown }));
      expect(texts(await page(scene.store()))).toEqual(['second']);
      expect(value(await scene.store().conversations.get(chat))?.last?.body).toMatchObject({ text: 'second' });
    });

    it('STO-116 messages that name oneself are listed, newest first, and follow what is edited and taken back', async () => {
      const store = scene.store();
      const theirs = new Chain(bob, 'phone', chat);
      const elsewhere = new Chain(bob, 'phone', otherChat);
      const [one, two] = [10, 20].map((at) => answering(theirs, at, { text: '@you', names: [alice] }));
      if (one === undefined || two === undefined) throw new Error('no messages');
      const other = answering(elsewhere, 15, { text: '@you', names: [bob, alice] });
      const live = follow(store.notes.watchNamed(null, 10));
      await admit(one, two, answering(theirs, 30, { text: '@x', names: [bob] }));
      await admit(other, answering(new Chain(alice, 'desk', chat), 40, { text: '@me', names: [alice] }));
      await live.settled((state) => state.status === 'ready' && state.value.length === 3);
      expect(live.last()).toMatchObject({
        value: [{ message: two.id }, { message: other.id, space: otherChat }, { message: one.id }],
      });
      expect(value(await store.notes.named(chat, 1))).toMatchObject([{ message: two.id, at: 20 }]);
      await admit(
        noted(theirs, 50, { about: refOf(two), said: edit('nobody') }),
        noted(theirs, 51, { about: refOf(one), said: { act: 'recall' } }),
      );
      await live.settled((state) => state.status === 'ready' && state.value.length === 1);
      expect(value(await store.notes.named(chat, 5))).toEqual([]);
      live.dispose();
    });

    it('STO-117 words that end are told soonest first, are put in their row, and go with all that stood beside it', async () => {
      const store = scene.store();
      const theirs = new Chain(bob, 'phone', chat);
      const late = fleeting(theirs, 10, { blob: picture, life: 90_000 });
      const soon = fleeting(theirs, 20, { blob: picture, life: 60_000 });
      await admit(late, soon, theirs.next({ at: 30, text: 'stays' }));
      await admit(noted(new Chain(alice, 'desk', chat), 40, { about: refOf(soon), said: like('+') }));
      expect(value(await store.notes.ends(1))).toEqual([
        { space: chat, message: soon.id, at: 20, ends: 60_020, words: picture, size: 40, author: bob },
      ]);
      expect(value(await store.attachmentsOf(picture))).toHaveLength(2);
      expect(value(await store.notes.reveal(chat, soon.id, { body: { kind: 'text', text: 'hush' } }))).toBe(true);
      expect(value(await store.notes.reveal(chat, soon.id, { body: { kind: 'text', text: 'twice' } }))).toBe(false);
      expect((await page(store)).messages[1]).toMatchObject({ ends: 60_020, body: { kind: 'text', text: 'hush' } });
      value(await store.hideMessage(chat, late.id));
      value(
        await store.notes.drop([
          { space: chat, message: soon.id },
          { space: chat, message: late.id },
        ]),
      );
      expect(texts(await page(store))).toEqual(['stays']);
      expect(value(await store.restoreMessage(chat, late.id))).toBe(false);
      expect(value(await store.attachmentsOf(picture))).toEqual([]);
      expect(value(await store.notes.ends(9))).toEqual([]);
      expect(value(await store.notes.within(chat, ALL))).toEqual([]);
      expect(value(await store.conversations.get(chat))).toMatchObject({ unread: 1, activeAt: 30 });
    });

    it('STO-118 messages whose place is known are taken away by it, others of the chat stay, and unread follows', async () => {
      const store = scene.store();
      const theirs = new Chain(bob, 'phone', chat);
      const [old, next, last] = [
        theirs.next({ at: 10 }),
        theirs.next({ at: 20 }),
        theirs.next({ at: 30, text: 'last' }),
      ];
      await admit(old, next, last, noted(new Chain(alice, 'desk', chat), 40, { about: refOf(old), said: like('+') }));
      const gone = [old, next].map(({ id, sortAt }) => ({ space: chat, message: id, at: sortAt }));
      value(await store.notes.drop([...gone, { space: otherChat, message: last.id, at: 30 }]));
      expect(texts(await page(store))).toEqual(['last']);
      expect(value(await store.notes.within(chat, ALL))).toEqual([]);
      expect(value(await store.conversations.get(chat))).toMatchObject({ unread: 1, activeAt: 30 });
      // A place that is none is looked for.
      value(await store.notes.drop([{ space: chat, message: last.id, at: 31 }]));
      expect(texts(await page(store))).toEqual([]);
    });

    it('STO-110 timers are about the space, live queries hear of notes, and a cleared space forgets all but timers', async () => {
      const store = scene.store();
      const theirs = new Chain(bob, 'phone', chat);
      const message = theirs.next({ at: 10 });
      const live = follow(store.notes.watchWithin(chat, ALL));
      const timers = follow(store.notes.watchOfSpace(chat));
      await admit(message, timed(theirs, 20, 60_000), timed(new Chain(bob, 'phone', otherChat), 20, null));
      await admit(noted(new Chain(alice, 'desk', chat), 30, { about: refOf(message), said: like('+') }));
      await live.settled((state) => state.status === 'ready' && state.value.length === 1);
      await timers.settled((state) => state.status === 'ready' && state.value.length === 1);
      expect(timers.last()).toMatchObject({ value: [{ author: bob, said: { act: 'timer', life: 60_000 } }] });
      value(await store.clearSpace(chat));
      await live.settled((state) => state.status === 'ready' && state.value.length === 0);
      expect(value(await store.notes.ofSpace(chat))).toMatchObject([{ said: { act: 'timer', life: 60_000 } }]);
      expect(value(await store.notes.ofSpace(otherChat))).toHaveLength(1);
      for (const one of [live, timers]) one.dispose();
      expect(value(await (await scene.reopen()).notes.ofSpace(chat))).toHaveLength(1);
    });
  });
}
