import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { MessageKey } from '@domain/chat/message.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { type StoreScene, page, texts, value } from './storeScene.ts';
import { noted, refOf } from './noteEvents.ts';
import { SignedChain } from './signedChain.ts';
import { Chain, alice, bob, chat, idOf, newRow, otherChat } from './storeFixtures.ts';

/** STO-10 … STO-17. */
export function describeConversations(scene: StoreScene): void {
  describe('conversations', () => {
    describeOrder(scene);
    describePaging(scene);
    describeHiding(scene);
    describeReading(scene);
    describeInterleaving(scene);
    describeShowingAgain(scene);
  });
}

function describeOrder(scene: StoreScene): void {
  it('STO-10 orders by place, then by id', async () => {
    const mine = new Chain(alice, 'laptop', chat).many(3, () => ({ at: 50, sortAt: 50 }));
    const theirs = new Chain(bob, 'phone', chat).many(3, () => ({ at: 50, sortAt: 50 }));
    value(await scene.store().admit([...theirs, ...mine], 'relaxed'));
    const ids = (await page(scene.store())).messages.map(({ id }) => id as string);
    expect(ids).toEqual([...mine, ...theirs].map(({ id }) => id as string).toSorted());
    expect(value(await scene.store().conversations.get(chat))?.last?.id).toBe(ids.at(-1));
  });

  it('STO-10 puts a late one in the middle and leaves the newest as last', async () => {
    const store = scene.store();
    value(
      await store.admit(
        new Chain(alice, 'laptop', chat).many(2, (place) => ({ at: 100 + place * 100, text: `mine ${place}` })),
        'strict',
      ),
    );
    value(await store.admit([new Chain(bob, 'phone', chat).next({ at: 150, text: 'late' })], 'relaxed'));
    expect(texts(await page(store))).toEqual(['mine 0', 'late', 'mine 1']);
    const row = value(await store.conversations.get(chat));
    expect([row?.last?.at, row?.activeAt, row?.unread, row?.account]).toEqual([200, 200, 1, bob]);
  });

  it('STO-10 puts a clock from the far future at its arrival', async () => {
    const store = scene.store();
    const theirs = new Chain(bob, 'phone', chat);
    value(await store.admit([theirs.next({ at: 9_000_000, bucket: 1, sortAt: 120, text: 'future' })], 'relaxed'));
    value(await store.admit([new Chain(alice, 'laptop', chat).next({ at: 130, text: 'now' })], 'strict'));
    expect(texts(await page(store))).toEqual(['future', 'now']);
    expect(value(await store.chainHead(chat, theirs.device))?.at).toBe(9_000_000);
  });

  it('STO-10 shows an unknown kind as unsupported and a malformed body not at all', async () => {
    const theirs = new Chain(bob, 'phone', chat);
    const events = [theirs.next({ at: 1, kind: 'chat.hologram', body: 1 }), theirs.next({ at: 2, body: { text: 7 } })];
    value(await scene.store().admit(events, 'relaxed'));
    expect(texts(await page(scene.store()))).toEqual(['unsupported']);
    expect(value(await scene.store().figures()).events).toBe(2);
  });
}

function describePaging(scene: StoreScene): void {
  const prepared = async (): Promise<DocumentStore> => {
    const mine = new Chain(alice, 'laptop', chat).many(5, (place) => ({ at: 10 + place * 10, text: String(place) }));
    value(await scene.store().admit(mine, 'relaxed'));
    value(await scene.store().admit([new Chain(bob, 'phone', otherChat).next({ at: 25 })], 'relaxed'));
    return scene.store();
  };
  const keyAt = async (store: DocumentStore, place: number): Promise<MessageKey> => {
    const message = (await page(store)).messages[place];
    if (message === undefined) throw new Error('no such message');
    return message;
  };

  it('STO-11 reads the latest, from, until and between, and says what lies beyond', async () => {
    const store = await prepared();
    const [first, second, fourth, last] = [
      await keyAt(store, 0),
      await keyAt(store, 1),
      await keyAt(store, 3),
      await keyAt(store, 4),
    ];
    const read = async (range: Parameters<typeof page>[1]) => {
      const found = await page(store, range);
      return [texts(found).join(''), found.hasOlder, found.hasNewer];
    };
    expect(await read({ kind: 'latest', limit: 2 })).toEqual(['34', true, false]);
    expect(await read({ kind: 'latest', limit: 5 })).toEqual(['01234', false, false]);
    expect(await read({ kind: 'from', key: second, limit: 2 })).toEqual(['12', true, true]);
    expect(await read({ kind: 'from', key: fourth, limit: 9 })).toEqual(['34', true, false]);
    expect(await read({ kind: 'from', key: first, limit: 5 })).toEqual(['01234', false, false]);
    expect(await read({ kind: 'until', key: fourth, limit: 2 })).toEqual(['23', true, true]);
    expect(await read({ kind: 'until', key: last, limit: 9 })).toEqual(['01234', false, false]);
    expect(await read({ kind: 'between', from: second, to: fourth, limit: 9 })).toEqual(['123', true, true]);
    expect(await read({ kind: 'between', from: second, to: fourth, limit: 2 })).toEqual(['12', true, true]);
    expect(await read({ kind: 'between', from: first, to: null, limit: 9 })).toEqual(['01234', false, false]);
    expect(await read({ kind: 'from', key: { at: 25, id: '' }, limit: 1 })).toEqual(['2', true, true]);
  });

  it('STO-11 gives an empty page of an empty chat', async () => {
    const empty = { messages: [], hasOlder: false, hasNewer: false };
    expect(await page(scene.store())).toEqual(empty);
    expect(await page(scene.store(), { kind: 'from', key: { at: 0, id: '' }, limit: 5 })).toEqual(empty);
  });

  it('STO-12 meets each of 5,000 messages once, both ways', async () => {
    const store = scene.store();
    // Several share a place, so that pages are cut among equals.
    const events = new Chain(bob, 'phone', chat).many(5_000, (place) => ({ at: 1_000 + Math.floor(place / 3) }));
    value(await store.admit(events, 'relaxed'));
    const expected = events.toSorted(bySortAt).map(({ id }) => id);
    expect(await idsBackwards(store)).toEqual(expected);
    expect(await idsForwards(store)).toEqual(expected);
  });
}

async function idsBackwards(store: DocumentStore): Promise<readonly EventId[]> {
  let read = await page(store, { kind: 'latest', limit: 333 });
  const ids = read.messages.map(({ id }) => id);
  while (read.hasOlder) {
    const key = edge(read.messages[0]);
    read = await page(store, { kind: 'until', key, limit: 334 });
    ids.unshift(...read.messages.slice(0, -1).map(({ id }) => id));
  }
  return ids;
}

async function idsForwards(store: DocumentStore): Promise<readonly EventId[]> {
  let read = await page(store, { kind: 'from', key: { at: 0, id: '' }, limit: 500 });
  const ids = read.messages.map(({ id }) => id);
  while (read.hasNewer) {
    const key = edge(read.messages.at(-1));
    read = await page(store, { kind: 'from', key, limit: 501 });
    ids.push(...read.messages.slice(1).map(({ id }) => id));
  }
  return ids;
}

function edge(message: MessageKey | undefined): MessageKey {
  if (message === undefined) throw new Error('an empty page says there is more');
  return message;
}

function bySortAt(first: AdmittedEvent, second: AdmittedEvent): number {
  return first.sortAt - second.sortAt || (first.id < second.id ? -1 : 1);
}

function describeHiding(scene: StoreScene): void {
  it('STO-13 hides and restores, and the row follows', async () => {
    const store = scene.store();
    const events = new Chain(bob, 'phone', chat).many(3, (place) => ({ at: 100 + place, text: String(place) }));
    const [, middle, newest] = events;
    if (middle === undefined || newest === undefined) throw new Error('three events');
    value(await store.admit(events, 'relaxed'));
    expect(value(await store.hideMessage(chat, newest.id))).toBe(true);
    expect(texts(await page(store))).toEqual(['0', '1']);
    expect(await newestOf(store)).toEqual([middle.id, 101, 2]);
    expect(value(await store.hideMessage(chat, newest.id))).toBe(false);
    value(await store.admit(events, 'relaxed'));
    expect(texts(await page(store))).toEqual(['0', '1']);
    expect(value(await store.restoreMessage(chat, newest.id))).toBe(true);
    expect(value(await store.restoreMessage(chat, newest.id))).toBe(false);
    expect(texts(await page(store))).toEqual(['0', '1', '2']);
    expect(await newestOf(store)).toEqual([newest.id, 102, 3]);
  });

  it('STO-13 knows only messages of that chat', async () => {
    const store = scene.store();
    const event = new Chain(bob, 'phone', chat).next({ at: 1 });
    value(await store.admit([event], 'relaxed'));
    expect(value(await store.hideMessage(otherChat, event.id))).toBe(false);
    expect(value(await store.hideMessage(chat, idOf('nothing')))).toBe(false);
    value(await store.hideMessage(chat, event.id));
    const row = value(await store.conversations.get(chat));
    expect([row?.last, row?.unread]).toEqual([null, 0]);
  });
}

async function newestOf(store: DocumentStore): Promise<readonly unknown[]> {
  const row = value(await store.conversations.get(chat));
  return [row?.last?.id, row?.activeAt, row?.unread];
}

function describeReading(scene: StoreScene): void {
  it('STO-14 moves the read mark forward only and counts what others said after it', async () => {
    const store = scene.store();
    value(await store.conversations.put(newRow(chat, bob)));
    value(
      await store.admit(
        new Chain(bob, 'phone', chat).many(10, (place) => ({ at: 100 + place })),
        'relaxed',
      ),
    );
    value(
      await store.admit(
        new Chain(alice, 'laptop', chat).many(4, (place) => ({ at: 105 + place })),
        'strict',
      ),
    );
    const row = async () => {
      const { unread, readAt } = value(await store.conversations.get(chat)) ?? {};
      return [unread, readAt];
    };
    expect(await row()).toEqual([10, 0]);
    value(await store.markRead(chat, 104));
    expect(await row()).toEqual([5, 104]);
    value(await store.markRead(chat, 101));
    expect(await row()).toEqual([5, 104]);
    value(await store.markRead(chat, 500));
    expect(await row()).toEqual([0, 500]);
    value(await store.markRead(otherChat, 5));
    expect(value(await store.conversations.get(otherChat))).toBeNull();
  });

  it('STO-15 counts anew when another own device read, and notes how far the other side read', async () => {
    const store = scene.store();
    const tablet = new Chain(alice, 'tablet', chat);
    const theirs = new Chain(bob, 'phone', chat);
    value(
      await store.admit(
        theirs.many(5, (place) => ({ at: 10 + place })),
        'relaxed',
      ),
    );
    value(await store.admit([tablet.next({ at: 20, read: 12 }), theirs.next({ at: 21, read: 7 })], 'relaxed'));
    const row = value(await store.conversations.get(chat));
    expect([row?.unread, row?.readAt, row?.peerReadAt]).toEqual([2, 12, 7]);
  });

  it('STO-17 finds a message by its id, unless it is of another chat, hidden or no message', async () => {
    const store = scene.store();
    const mine = new Chain(alice, 'laptop', chat);
    const [said, read] = [mine.next({ at: 11, text: 'here' }), mine.next({ at: 12, read: 11 })];
    value(await store.admit([said, read], 'strict'));
    expect(value(await store.message(chat, said.id))).toMatchObject({ at: 11, body: { text: 'here' } });
    expect(value(await store.message(otherChat, said.id))).toBeNull();
    expect(value(await store.message(chat, read.id))).toBeNull();
    value(await store.hideMessage(chat, said.id));
    expect(value(await store.message(chat, said.id))).toBeNull();
  });

  it('STO-17 finds the first of others after a place', async () => {
    const store = scene.store();
    value(await store.admit([new Chain(alice, 'laptop', chat).next({ at: 11 })], 'strict'));
    value(
      await store.admit(
        new Chain(bob, 'phone', chat).many(3, (place) => ({ at: 10 + place * 5 })),
        'relaxed',
      ),
    );
    value(await store.admit([new Chain(bob, 'phone', otherChat).next({ at: 12 })], 'relaxed'));
    expect(value(await store.firstAfter(chat, 10))?.at).toBe(15);
    expect(value(await store.firstAfter(chat, 0))?.at).toBe(10);
    expect(value(await store.firstAfter(chat, 20))).toBeNull();
  });
}

/** What one of four chains does next. */
interface Step {
  readonly chain: number;
  readonly after: number;
  readonly read: number | undefined;
}

function describeInterleaving(scene: StoreScene): void {
  const step: fc.Arbitrary<Step> = fc.record({
    chain: fc.nat(3),
    after: fc.integer({ min: 1, max: 40 }),
    read: fc.option(fc.nat(200), { nil: undefined, freq: 4 }),
  });
  const steps = fc.array(step, { minLength: 1, maxLength: 30 });

  it('STO-16 comes to the same conversation whatever order chains arrive in', async () => {
    const store = scene.store();
    let run = 0;
    const arrives = async (list: readonly Step[], dice: Iterator<number>): Promise<void> => {
      run += 1;
      const space = idOf<SpaceId>(`interleaving ${run}`);
      const queues = chainsOf(list, space);
      const expected = model(queues.flat());
      value(await store.conversations.put(newRow(space, bob)));
      for (const batch of shuffledBatches(queues, dice)) value(await store.admit(batch, 'relaxed'));
      const found = value(await store.messages(space, { kind: 'latest', limit: 100 }));
      const row = value(await store.conversations.get(space)) ?? newRow(space, alice);
      expect(found.messages.map(({ id }) => id)).toEqual(expected.ids);
      const { unread, readAt, peerReadAt } = row;
      expect({ last: row.last?.id ?? null, unread, readAt, peerReadAt }).toEqual(expected.row);
    };
    await fc.assert(fc.asyncProperty(steps, fc.infiniteStream(fc.nat(1_000)), arrives), { numRuns: 60 });
  });
}

function chainsOf(steps: readonly Step[], space: SpaceId): AdmittedEvent[][] {
  return [alice, alice, bob, bob].map((author, place) => {
    const chain = new Chain(author, `device ${place}`, space);
    let at = 0;
    return steps
      .filter((step) => step.chain === place)
      .map(({ after, read }) => {
        at += after;
        return chain.next(read === undefined ? { at } : { at, read });
      });
  });
}

/** Each chain in its own order, one to three at a time, in any order among them. */
function* shuffledBatches(queues: readonly AdmittedEvent[][], dice: Iterator<number>): Generator<AdmittedEvent[]> {
  const roll = (sides: number): number => Number(dice.next().value) % sides;
  for (;;) {
    const waiting = queues.filter((queue) => queue.length > 0);
    const next = waiting[roll(Math.max(1, waiting.length))];
    if (next === undefined) return;
    yield next.splice(0, 1 + roll(3));
  }
}

/** The same by looking at everything at once. */
function model(events: readonly AdmittedEvent[]) {
  const said = events.filter(({ content }) => content.kind === 'chat.message');
  const marks = (author: string): number =>
    Math.max(0, ...events.filter((event) => event.author === author).map(({ content }) => markOf(content.body)));
  const ids = said.toSorted(bySortAt).map(({ id }) => id);
  const readAt = marks(alice);
  const unread = said.filter((event) => event.author === bob && event.sortAt > readAt).length;
  return { ids, row: { last: ids.at(-1) ?? null, unread, readAt, peerReadAt: marks(bob) } };
}

function markOf(body: unknown): number {
  return typeof body === 'object' && body !== null && 'at' in body ? Number(body.at) : 0;
}

/** STO-67. */
function describeShowingAgain(scene: StoreScene): void {
  describe('showing a cleared conversation again', () => {
    it('STO-67 what is shown is what the events make, as if they had just come: edits, recalls, unread and the newest', async () => {
      const store = scene.store();
      const mine = new SignedChain(alice, 'laptop', chat);
      const theirs = new SignedChain(bob, 'phone', chat);
      const said = theirs.many(260, (at) => ({ at: 100 + at, text: `theirs ${at}` }));
      value(await store.admit(said, 'relaxed'));
      value(await store.admit([mine.next({ at: 500, text: 'mine' })], 'strict'));
      const elsewhere = new SignedChain(bob, 'phone', otherChat).next({ at: 7, text: 'another chat' });
      value(await store.admit([elsewhere], 'relaxed'));
      const recalled = said[3];
      const edited = said[200];
      if (recalled === undefined || edited === undefined) throw new Error('not said');
      value(await store.admit([noted(theirs, 600, { about: refOf(recalled), said: { act: 'recall' } })], 'relaxed'));
      value(
        await store.admit(
          [noted(theirs, 610, { about: refOf(edited), said: { act: 'edit', text: 'better', mentions: [] } })],
          'relaxed',
        ),
      );
      value(await store.markRead(chat, 300));
      const [shown, row] = [
        await page(store, { kind: 'latest', limit: 500 }),
        value(await store.conversations.get(chat)),
      ];
      value(await store.clearSpace(chat));
      value(await store.conversations.put(newRow(chat, bob)));
      value(await store.showAgain(chat));
      value(await store.markRead(chat, 300));
      expect(await page(store, { kind: 'latest', limit: 500 })).toEqual(shown);
      expect(value(await store.conversations.get(chat))).toMatchObject({ unread: row?.unread, last: row?.last });
      expect(value(await store.conversations.get(otherChat))?.last?.id).toBe(elsewhere.id);
      // Twice is once, and the chain goes on.
      value(await store.showAgain(chat));
      expect(await page(store, { kind: 'latest', limit: 500 })).toEqual(shown);
      value(await store.admit([mine.next({ at: 700, text: 'on' })], 'strict'));
      expect(texts(await page(store)).at(-1)).toBe('on');
    });

    it('STO-67 a space of which nothing is kept shows nothing', async () => {
      value(await scene.store().showAgain(chat));
      expect(texts(await page(scene.store()))).toEqual([]);
    });
  });
}
