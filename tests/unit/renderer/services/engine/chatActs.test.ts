import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { type ChatParts, createChatActs } from '@services/engine/chatActs.ts';
import { PendingMessages } from '@services/engine/pendingMessages.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { emptyConversation } from '@domain/chat/message.ts';
import { alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

it('CHT-12 a message that is under way is not tried a second time', async () => {
  const clock = new FakeClock();
  const pending = new PendingMessages(clock);
  const space = idOf<SpaceId>('space');
  let tries = 0;
  const whyNotWrite = () => null;
  // A disk that takes its time; only what sending uses.
  const replicator = { say: () => new Promise(() => (tries += 1)) };
  const acts = createChatActs({ whyNotWrite, replicator, pending } as unknown as ChatParts);
  void acts.sendText(space, 'slow');
  await clock.advance(200);
  const [queued] = pending.snapshot.get().get(space) ?? [];
  expect(queued).toMatchObject({ text: 'slow', state: 'queued' });
  expect(await acts.retryMessage(space, queued?.id ?? '')).toEqual({ ok: true, value: undefined });
  expect(await acts.retryMessage(space, 'pending:unknown')).toEqual({ ok: true, value: undefined });
  expect(tries).toBe(1);
  expect(pending.snapshot.get().get(space)).toHaveLength(1);
});

it('CHT-12 what is deleted while it is still shown as waiting is taken back though it was kept meanwhile', async () => {
  const clock = new FakeClock();
  const pending = new PendingMessages(clock);
  const taken: string[] = [];
  const event = idOf<EventId>('event');
  const noted: string[] = [];
  const unwanted: ChatParts['unwanted'] = {
    note: (_, id) => Promise.resolve(void noted.push(id)),
    takeBack: (_, id) => Promise.resolve(void taken.push(id)),
    forget: () => Promise.resolve(),
  };
  // Only what taking away uses.
  const acts = createChatActs({ pending, unwanted } as unknown as ChatParts);
  const { made, settle } = pending.begin(chat, 'slow');
  await clock.advance(200);
  const [queued] = pending.snapshot.get().get(chat) ?? [];
  made(event);
  settle(null);
  value(await acts.deleteMessage(chat, queued?.id ?? ''));
  expect(taken).toEqual([event]);
  // The database has it: there is nothing to take away after another start.
  expect(noted).toEqual([]);
  expect(pending.snapshot.get().get(chat)).toBeUndefined();
  const failed = pending.begin(chat, 'never kept');
  failed.settle('storage-full');
  const [shown] = pending.snapshot.get().get(chat) ?? [];
  value(await acts.deleteMessage(chat, shown?.id ?? ''));
  expect(taken).toEqual([event]);
  expect(pending.snapshot.get().get(chat)).toBeUndefined();
});

it.each(['before', 'after'])(
  'CHT-12 what is deleted while it waits is noted, so that another start does not bring it back, %s it has its event',
  async (when) => {
    const clock = new FakeClock();
    const pending = new PendingMessages(clock);
    const event = idOf<EventId>('event');
    const noted: string[] = [];
    const unwanted = { note: (_: SpaceId, id: EventId) => Promise.resolve(noted.push(id)) };
    const hidden: string[] = [];
    const store = { hideMessage: (_: SpaceId, id: EventId) => Promise.resolve(ok(hidden.push(id) > 0)) };
    const acts = createChatActs({ store, pending, unwanted } as unknown as ChatParts);
    const { made } = pending.begin(chat, 'slow');
    await clock.advance(200);
    const [queued] = pending.snapshot.get().get(chat) ?? [];
    if (when === 'after') made(event);
    value(await acts.deleteMessage(chat, queued?.id ?? ''));
    if (when === 'before') made(event);
    expect(noted).toEqual([event]);
    // Hidden before it is kept it would not be found then, and nobody would be asked to remove it.
    expect(hidden).toEqual([]);
  },
);

it('CHT-36 a draft is in the row of its chat and nowhere else, and leaves nothing behind', async () => {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  value(await store.conversations.put(emptyConversation(chat, bob, 1)));
  // Only what keeping a draft uses.
  const acts = createChatActs({ store, pending: new PendingMessages(new FakeClock()) } as unknown as ChatParts);
  value(await acts.saveDraft(chat, 'I never liked'));
  expect(value(await store.conversations.get(chat))?.draft).toBe('I never liked');
  expect(value(await store.feed.keeps.journalled())).toEqual([]);
  expect(value(await store.values.all())).toEqual([]);
  value(await acts.saveDraft(chat, ''));
  expect(value(await store.conversations.get(chat))?.draft).toBe('');
});
