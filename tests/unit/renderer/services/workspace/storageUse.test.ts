import { expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { BlobId, SpaceId } from '@shared/ids.ts';
import { IMPORTS_NAME } from '@services/importing/listedTalks.ts';
import { importedChatOf } from '../../../../support/shared/importedChat.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import { watchStorage } from '@services/workspace/storageUse.ts';
import { blobOf, circle, photo, photoPost, posted } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { follow, value } from '../../../../support/shared/storeScene.ts';

const imported = idOf<SpaceId>('imported');

it('FIL-10 what posts speak of has a figure of its own, unless a message speaks of it too', async () => {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  const keep = async (id: BlobId, size: number) => {
    const row = { id, size, state: 'complete', origin: 'received', keep: false, createdAt: 1, usedAt: 1 } as const;
    value(await store.blobs.put(row));
  };
  const rowOf = async (id: BlobId) => {
    const row = value(await store.blobs.get(id));
    if (row === null) throw new Error('no such blob');
    return row;
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
  const talk = importedChatOf({ id: imported, people: ['Ana'], messages: [{ at: 1, by: 0, text: 'hello' }] });
  const pages = [...talk.held.values()].reduce((sum, bytes) => sum + bytes, 0);
  const figures = {
    databaseBytes: 1,
    journalBytes: 1,
    quotaBytes: null,
    backupBytes: 7,
    held: null as ReadonlyMap<BlobId, number> | null,
  };
  const clock = {
    now: () => 10,
    after: (_delay: number, task: () => void) => {
      const timer = setTimeout(task, 0);
      return () => clearTimeout(timer);
    },
  };
  const live = follow(
    watchStorage(
      { store, self: alice, clock, blobs: talk.blobs },
      names as Parameters<typeof watchStorage>[1],
      async () => figures,
    ),
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
      imports: [],
    },
  });
  // Imported chats have a figure of their own, with pages that are no file of anybody.
  figures.held = new Map([...talk.held, [blobOf('post'), 100], [blobOf('both'), 20], [blobOf('nothing'), 3]]);
  value(await store.values.put({ name: IMPORTS_NAME, value: { chats: [talk.chat], running: null } }));
  value(await store.blobs.put({ ...(await rowOf(blobOf('nothing'))), usedAt: 2 }));
  await live.settled((state) => state.status === 'ready' && state.value.imports[0]?.bytes === pages);
  expect(live.last()).toMatchObject({ value: { fileBytes: 23, imports: [{ space: imported, name: 'Ana' }] } });
  live.dispose();
});
