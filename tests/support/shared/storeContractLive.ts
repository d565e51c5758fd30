import { describe, expect, it } from 'vitest';
import type { DeviceId } from '@shared/ids.ts';
import { type StoreScene, follow, pause, value } from './storeScene.ts';
import { Chain, alice, bob, chat, idOf, newRow, otherChat } from './storeFixtures.ts';

const LATEST = { kind: 'latest', limit: 10 } as const;
/** Long enough for a live query that should not fire to give itself away. */
const QUIET = 60;

/** STO-20 … STO-22. */
export function describeLive(scene: StoreScene): void {
  describe('reading live', () => {
    it('STO-20 says loading, then ready with nothing', async () => {
      const messages = follow(scene.store().watchMessages(chat, LATEST));
      const row = follow(scene.store().conversations.watch(chat));
      expect(messages.states).toEqual([{ status: 'loading' }]);
      await messages.settled((state) => state.status === 'ready');
      await row.settled((state) => state.status === 'ready');
      expect(messages.last()).toEqual({ status: 'ready', value: { messages: [], hasOlder: false, hasNewer: false } });
      expect(row.last()).toEqual({ status: 'ready', value: null });
      messages.dispose();
      row.dispose();
    });

    it('STO-21 fires for new, hidden and restored messages of its chat', async () => {
      const store = scene.store();
      const live = follow(store.watchMessages(chat, LATEST));
      const count = (wanted: number) =>
        live.settled(
          (state) => state === live.last() && state.status === 'ready' && state.value.messages.length === wanted,
        );
      await count(0);
      const events = new Chain(bob, 'phone', chat).many(2, (place) => ({ at: 1 + place }));
      value(await store.admit(events, 'relaxed'));
      await count(2);
      value(await store.hideMessage(chat, events[0]?.id ?? idOf('none')));
      await count(1);
      value(await store.restoreMessage(chat, events[0]?.id ?? idOf('none')));
      await count(2);
      value(await store.clearSpace(chat));
      await count(0);
      live.dispose();
    });

    it('STO-21 tells a page that begins below that something newer came', async () => {
      const store = scene.store();
      const theirs = new Chain(bob, 'phone', chat);
      const first = theirs.next({ at: 10 });
      value(await store.admit([first], 'relaxed'));
      const live = follow(store.watchMessages(chat, { kind: 'until', key: { at: 10, id: first.id }, limit: 5 }));
      await live.settled((state) => state.status === 'ready' && !state.value.hasNewer);
      value(await store.admit([theirs.next({ at: 20 })], 'relaxed'));
      await live.settled((state) => state.status === 'ready' && state.value.hasNewer);
      live.dispose();
    });

    it('STO-21 fires for rows and acknowledgements', async () => {
      const store = scene.store();
      const rows = follow(store.watchConversations());
      const one = follow(store.conversations.watch(chat));
      const acknowledgements = follow(store.watchAcknowledgements(chat));
      await rows.settled((state) => state.status === 'ready');
      value(await store.admit([new Chain(bob, 'phone', chat).next({ at: 5 })], 'relaxed'));
      value(await store.admit([new Chain(bob, 'phone', otherChat).next({ at: 9 })], 'relaxed'));
      await rows.settled(
        (state) => state.status === 'ready' && state.value.map(({ activeAt }) => activeAt).join() === '9,5',
      );
      await one.settled((state) => state.status === 'ready' && state.value?.unread === 1);
      value(await store.markRead(chat, 5));
      await one.settled((state) => state.status === 'ready' && state.value?.unread === 0 && state.value.readAt === 5);
      const device = idOf<DeviceId>('phone');
      value(await store.acknowledge([{ space: chat, device, chain: device, seq: 3 }]));
      await acknowledgements.settled((state) => state.status === 'ready' && state.value[0]?.seq === 3);
      for (const live of [rows, one, acknowledgements]) live.dispose();
    });

    it('STO-21 does not fire for another space', async () => {
      const store = scene.store();
      const messages = follow(store.watchMessages(chat, LATEST));
      const row = follow(store.conversations.watch(chat));
      const acknowledgements = follow(store.watchAcknowledgements(chat));
      const lives = [messages, row, acknowledgements];
      for (const live of [messages, row, acknowledgements]) await live.settled((state) => state.status === 'ready');
      const before = lives.map(({ states }) => states.length);
      const device = idOf<DeviceId>('phone');
      value(await store.admit([new Chain(bob, 'phone', otherChat).next({ at: 5 })], 'relaxed'));
      value(await store.acknowledge([{ space: otherChat, device, chain: device, seq: 3 }]));
      await pause(QUIET);
      expect(lives.map(({ states }) => states.length)).toEqual(before);
      for (const live of lives) live.dispose();
    });

    it('STO-21 hears another window', async () => {
      const other = await scene.secondWindow();
      value(await scene.store().conversations.put(newRow(chat, bob)));
      const live = follow(other.watchMessages(chat, LATEST));
      const rows = follow(other.conversations.watchAll());
      await live.settled((state) => state.status === 'ready');
      value(await scene.store().admit([new Chain(alice, 'laptop', chat).next({ at: 5, text: 'from here' })], 'strict'));
      await live.settled((state) => state.status === 'ready' && state.value.messages.length === 1);
      await rows.settled((state) => state.status === 'ready' && state.value[0]?.last?.at === 5);
      live.dispose();
      rows.dispose();
    });

    it('STO-22 is silent once disposed and says when the store closes', async () => {
      const store = scene.store();
      const disposed = follow(store.watchConversations());
      const held = follow(store.watchConversations());
      await disposed.settled((state) => state.status === 'ready');
      await held.settled((state) => state.status === 'ready');
      disposed.dispose();
      disposed.dispose();
      const before = disposed.states.length;
      value(await store.conversations.put(newRow(chat, bob)));
      await held.settled((state) => state.status === 'ready' && state.value.length === 1);
      store.close();
      await held.settled((state) => state.status === 'failed' && state.error.code === 'store-closed');
      expect(disposed.states).toHaveLength(before);
      held.dispose();
    });
  });
}
