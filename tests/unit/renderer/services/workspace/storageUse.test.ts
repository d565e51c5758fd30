import { expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { BlobId } from '@shared/ids.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import { watchStorage } from '@services/workspace/storageUse.ts';
import { blobOf, circle, photo, photoPost, posted } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice, bob, chat } from '../../../../support/shared/storeFixtures.ts';
import { follow, value } from '../../../../support/shared/storeScene.ts';

it('FIL-10 what posts speak of has a figure of its own, unless a message speaks of it too', async () => {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  const keep = async (id: BlobId, size: number) => {
    const row = { id, size, state: 'complete', origin: 'received', keep: false, createdAt: 1, usedAt: 1 } as const;
    value(await store.blobs.put(row));
  };
  await keep(blobOf('post'), 100);
  await keep(blobOf('both'), 20);
  await keep(blobOf('nothing'), 3);
  const names = {
    subscribe: (listener: (state: object) => void) => (
      listener({ status: 'ready', value: new Map() }),
      () => undefined
    ),
  };
  const figures = { databaseBytes: 1, journalBytes: 1, quotaBytes: null, backupBytes: 7, held: null };
  const clock = {
    now: () => 10,
    after: (_delay: number, task: () => void) => {
      const timer = setTimeout(task, 0);
      return () => clearTimeout(timer);
    },
  };
  const live = follow(
    watchStorage({ store, self: alice, clock }, names as Parameters<typeof watchStorage>[1], async () => figures),
  );
  await live.settled(
    (state) => state.status === 'ready' && state.value.fileBytes === 123 && state.value.feedBytes === 0,
  );
  value(
    await store.admit([posted(new Chain(bob, 'phone', circle), 5, { body: photoPost('post', 'both') })], 'relaxed'),
  );
  const file = { ...photo('both'), blob: idBytes(blobOf('both')) };
  value(
    await store.admit(
      [new Chain(bob, 'phone', chat).next({ at: 6, kind: FILE_KIND, body: { file, caption: '' } })],
      'relaxed',
    ),
  );
  await live.settled(
    (state) => state.status === 'ready' && state.value.feedLooseBytes === 100 && state.value.fileBytes === 23,
  );
  const last = live.last();
  expect(last).toMatchObject({
    status: 'ready',
    value: {
      ...{ reclaimableBytes: 123, feedBytes: 100, feedLooseBytes: 100, backupBytes: 7 },
      kinds: { photos: 20, films: 0, sounds: 0, programs: 0, others: 3 },
      chats: [{ space: chat, bytes: 20 }],
    },
  });
  live.dispose();
});
