import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { emptyConversation } from '@domain/chat/message.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { PendingBySpace } from '@services/workspace/ephemeral.ts';
import { PAGE_LENGTH, SlidingMessageWindow, WINDOW_LENGTH } from '@services/workspace/messageWindow.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { answering, noted, refOf } from '../../../../support/shared/noteEvents.ts';
import { Chain, idOf } from '../../../../support/shared/storeFixtures.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { must } from '../../domain/support/devices.ts';

const [me, them, space] = [idOf<AccountId>('me'), idOf<AccountId>('them'), idOf<SpaceId>('space')];
const ownDevice = idOf<DeviceId>('my-device');
const theirDevice = idOf<DeviceId>('their-device');
let store: MemoryDocumentStore;
let mine: Chain;
let theirs: Chain;
const pending = writableSnapshot<PendingBySpace>(new Map());

async function fill(chain: Chain, from: number, to: number, step = 10): Promise<void> {
  const events = [];
  for (let n = from; n < to; n += 1) events.push(chain.next({ at: 1000 + n * step, text: `m${n}` }));
  must(await store.admit(events, 'relaxed'));
}
async function open(): Promise<SlidingMessageWindow> {
  const window = new SlidingMessageWindow(
    { store, self: { account: me, device: ownDevice }, pending, clock: { now: () => 0 } },
    space,
  );
  await settle();
  return window;
}
const textsOf = (window: SlidingMessageWindow) =>
  window.state.get().messages.map(({ body }) => (body.kind === 'text' ? body.text : '?'));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `m${from + n}`);

beforeEach(async () => {
  store = new MemoryDocumentStore();
  must(await store.open(me));
  must(await store.conversations.put(emptyConversation(space, them, 1)));
  mine = new Chain(me, 'my-device', space);
  theirs = new Chain(them, 'their-device', space);
  pending.set(new Map());
});

describe('the message window', () => {
  it('CHT-8 opens at the newest when all is read', async () => {
    await fill(mine, 0, 5000);
    const window = await open();
    expect(textsOf(window)).toEqual(range(5000 - PAGE_LENGTH, 5000));
    expect(window.state.get()).toMatchObject({ status: 'ready', hasOlder: true, hasNewer: false, firstUnread: null });
  });

  it('CHT-8 opens around the first unread, which it names', async () => {
    await fill(theirs, 0, 3000);
    must(await store.markRead(space, 1000 + 999 * 10));
    const window = await open();
    const { messages, firstUnread, hasNewer, hasOlder } = window.state.get();
    const unread = messages.findIndex(({ id }) => id === firstUnread);
    expect(textsOf(window)[unread]).toBe('m1000');
    expect(unread).toBeGreaterThan(10);
    expect(messages.length - unread).toBeGreaterThan(10);
    expect(hasNewer && hasOlder).toBe(true);
  });

  it('CHT-9 walks to the oldest and back to the newest over 5,000 messages, without gap or repetition, and stays bounded', async () => {
    await fill(mine, 0, 5000);
    const window = await open();
    const seen = new Set(textsOf(window));
    let steps = 0;
    const walk = async (way: 'older' | 'newer') => {
      for (; window.state.get()[way === 'older' ? 'hasOlder' : 'hasNewer'] && steps < 300; steps += 1) {
        window[way]();
        await settle();
        const texts = textsOf(window);
        const first = Number(texts[0]?.slice(1));
        expect(texts).toEqual(range(first, first + texts.length));
        expect(texts.length).toBeLessThanOrEqual(WINDOW_LENGTH + PAGE_LENGTH);
        for (const text of texts) seen.add(text);
      }
    };
    await walk('older');
    expect(textsOf(window)[0]).toBe('m0');
    expect(seen.size).toBe(5000);
    await walk('newer');
    expect(textsOf(window).at(-1)).toBe('m4999');
    expect(steps).toBeLessThan(250);
  });

  it('CHT-9 asking for more than there is, or twice at once, does no harm', async () => {
    await fill(mine, 0, 10);
    const window = await open();
    for (let n = 0; n < 3; n += 1) {
      window.older();
      window.newer();
    }
    await settle();
    expect(textsOf(window)).toEqual(range(0, 10));
  });

  it('CHT-9 goes to the newest when asked, even while it moves', async () => {
    await fill(mine, 0, 1000);
    const window = await open();
    for (let n = 0; n < 12; n += 1) {
      window.older();
      await settle();
    }
    expect(window.state.get().hasNewer).toBe(true);
    window.older();
    window.latest();
    await settle();
    expect(textsOf(window).at(-1)).toBe('m999');
    expect(window.state.get().hasNewer).toBe(false);
  });

  it('CHT-9 goes to the newest whenever it is asked, at any instant of a move', async () => {
    await fill(mine, 0, 1000);
    for (let instant = 0; instant < 30; instant += 1) {
      const window = await open();
      for (let n = 0; n < 9; n += 1) {
        window.older();
        await settle();
      }
      window.older();
      for (let tick = 0; tick < instant; tick += 1) await Promise.resolve();
      window.latest();
      await settle();
      expect([instant, textsOf(window).at(-1)]).toEqual([instant, 'm999']);
      window.dispose();
    }
  });

  it('CHT-24 goes to where a message is, even while it moves, and nowhere for one that is not here', async () => {
    await fill(mine, 0, 2000);
    const old = must(await store.messages(space, { kind: 'from', key: { at: 1000 + 300 * 10, id: '' }, limit: 1 }));
    const id = old.messages[0]?.id ?? idOf<EventId>('none');
    const window = await open();
    expect(await window.around(idOf<EventId>('none'))).toBe(false);
    await settle();
    expect(textsOf(window).at(-1)).toBe('m1999');
    window.older();
    expect(await window.around(id)).toBe(true);
    await settle();
    const texts = textsOf(window);
    expect(texts.indexOf('m300')).toBeGreaterThan(10);
    expect(texts.length - texts.indexOf('m300')).toBeGreaterThan(10);
    expect(window.state.get()).toMatchObject({ hasOlder: true, hasNewer: true });
  });

  it('CHT-10 shows what arrives, also late and in the middle, in its place', async () => {
    await fill(mine, 0, 20);
    const window = await open();
    must(await store.admit([theirs.next({ at: 1000 + 55, text: 'late' })], 'relaxed'));
    await settle();
    expect(textsOf(window)).toEqual([...range(0, 6), 'late', ...range(6, 20)]);
    must(await store.admit([theirs.next({ at: 9000, text: 'new' })], 'relaxed'));
    await settle();
    expect(textsOf(window).at(-1)).toBe('new');
  });

  it('CHT-10 an empty chat follows its first words', async () => {
    const window = await open();
    expect(window.state.get()).toMatchObject({ status: 'ready', messages: [], hasOlder: false, hasNewer: false });
    await fill(theirs, 0, 3);
    await settle();
    expect(textsOf(window)).toEqual(range(0, 3));
  });

  it('CHT-11 tells sent, delivered and read, and leaves rows that did not change as they are', async () => {
    await fill(mine, 0, 3);
    const window = await open();
    const states = () => window.state.get().messages.map(({ state }) => state);
    expect(states()).toEqual(['sent', 'sent', 'sent']);
    const before = window.state.get().messages[2];
    must(await store.acknowledge([{ space, device: theirDevice, chain: ownDevice, seq: 1 }]));
    await settle();
    expect(states()).toEqual(['delivered', 'delivered', 'sent']);
    expect(window.state.get().messages[2]).toBe(before);
    must(await store.admit([theirs.next({ at: 5000, read: 1000 })], 'relaxed'));
    await settle();
    expect(states()).toEqual(['read', 'delivered', 'sent']);
  });

  it('CHT-11 messages on their way stand at the end, but only where the end is shown', async () => {
    await fill(mine, 0, 600);
    const window = await open();
    pending.set(new Map([[space, [{ id: 'pending:1', text: 'going', at: 99_999, state: 'queued', error: null }]]]));
    expect(textsOf(window).at(-1)).toBe('going');
    for (let n = 0; n < 10; n += 1) {
      window.older();
      await settle();
    }
    expect(window.state.get().hasNewer).toBe(true);
    expect(textsOf(window)).not.toContain('going');
  });

  it('CHT-11 a message that is kept stands once, whether its row or the end of its waiting is read first', async () => {
    const window = await open();
    const [one, two] = [mine.next({ at: 1000, text: 'one' }), mine.next({ at: 2000, text: 'two' })];
    const waits = (id: string, text: string, event?: EventId) => ({
      ...{ id: `pending:${id}`, text, at: 1000, state: 'queued' as const, error: null },
      ...(event === undefined ? {} : { event }),
    });
    const both = [waits('1', 'one', one.id), waits('2', 'two', two.id)];
    pending.set(new Map([[space, [waits('1', 'one'), waits('2', 'two')]]]));
    expect(textsOf(window)).toEqual(['one', 'two']);
    pending.set(new Map([[space, both]]));
    must(await store.admit([one], 'strict'));
    await settle();
    expect(textsOf(window)).toEqual(['one', 'two']);
    expect(window.state.get().messages.map(({ id }) => id)).toEqual([one.id, 'pending:2']);
    // Deleted before the end of its waiting is told, it does not come back.
    must(await store.hideMessage(space, one.id));
    await settle();
    expect(textsOf(window)).toEqual(['two']);
    must(await store.admit([two], 'strict'));
    await settle();
    expect(window.state.get().messages.map(({ id }) => id)).toEqual([two.id]);
    pending.set(new Map());
    expect(textsOf(window)).toEqual(['two']);
  });

  it('CHT-10 a store that fails is said; a disposed window is silent', async () => {
    await fill(mine, 0, 3);
    const window = await open();
    store.close();
    await settle();
    expect(window.state.get().status).toBe('failed');
    window.dispose();
    window.latest();
    pending.set(new Map());
    await settle();
    expect(window.state.get().status).toBe('failed');
  });

  it('CHT-11 a row of which nothing changed is the same object, whatever is said about others; one that changed is not', async () => {
    const [first, second] = [theirs.next({ at: 1000, text: 'one' }), theirs.next({ at: 2000, text: 'two' })];
    must(await store.admit([first, second], 'relaxed'));
    const window = await open();
    const before = window.state.get().messages;
    const said = { act: 'react', sign: '+' } as const;
    must(await store.admit([noted(mine, 3000, { about: refOf(second), said })], 'relaxed'));
    await settle();
    const after = window.state.get().messages;
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[1]).toMatchObject({ reactions: [{ sign: '+', people: [me], own: true }] });
    must(await store.admit([noted(theirs, 4000, { about: refOf(second), said })], 'relaxed'));
    await settle();
    expect(window.state.get().messages[1]?.reactions).toEqual([{ sign: '+', people: [me, them], own: true }]);
    window.dispose();
  });

  it('MSG-4 what is answered outside of the window is shown with the answer from the first, and as it is', async () => {
    const old = theirs.next({ at: 1, text: 'long ago' });
    must(await store.admit([old], 'relaxed'));
    await fill(mine, 0, 300);
    must(await store.admit([answering(mine, 9000, { text: 'as you said', reply: refOf(old) })], 'relaxed'));
    must(await store.markRead(space, 9000));
    const states: (string | undefined)[] = [];
    const parts = { store, self: { account: me, device: ownDevice }, pending, clock: { now: () => 0 } };
    const window = new SlidingMessageWindow(parts, space);
    const quoted = () => {
      const body = window.state.get().messages.at(-1)?.reply?.message?.body;
      return body?.kind === 'text' ? body.text : body?.kind;
    };
    window.state.subscribe(() => {
      if (window.state.get().status === 'ready') states.push(quoted());
    });
    await settle();
    expect(new Set(states)).toEqual(new Set(['long ago']));
    must(await store.admit([noted(theirs, 9500, { about: refOf(old), said: { act: 'recall' } })], 'relaxed'));
    await settle();
    expect(quoted()).toBe('recalled');
    window.dispose();
  });

  it('MSG-3 in a group it is who ran it then that takes away, whatever they are now', async () => {
    const changes = [
      { at: 1, isAbove: true },
      { at: 5000, isAbove: false },
    ];
    const rules = { policies: [], ranks: [{ account: me, changes }] };
    must(await store.values.put({ name: `group-view:${space}`, value: { rules } }));
    const [first, second] = [theirs.next({ at: 1000, text: 'one' }), theirs.next({ at: 2000, text: 'two' })];
    const recall = { act: 'recall' } as const;
    const events = [
      noted(mine, 3000, { about: refOf(first), said: recall }),
      noted(mine, 6000, { about: refOf(second), said: recall }),
    ];
    must(await store.admit([first, second, ...events], 'relaxed'));
    const window = await open();
    expect(window.state.get().messages.map(({ body }) => body.kind)).toEqual(['recalled', 'text']);
    window.dispose();
  });
});
