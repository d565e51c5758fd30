import { describe, expect, test } from 'vitest';
import { fromBase64url } from '@shared/base64url.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { STICKER_KIND } from '@domain/chat/bodies.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { createPastReads } from '@services/workspace/pastReads.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { follow, value } from '../../../../support/shared/storeScene.ts';

const blob = idOf<AccountId>('photo') as string as BlobId;
const bytes = fromBase64url(blob);
const picture = { width: 4, height: 3, blur: '', thumbnail: null };
const file = (name: string) => ({
  ...{ blob: bytes.ok ? bytes.value : new Uint8Array(), size: 10, name, mime: 'image/webp', picture },
});

async function openStore(): Promise<MemoryDocumentStore> {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  return store;
}

describe('what was sent in a chat', () => {
  test('CHAT-UI-182 photos are among it, stickers are not; what was deleted here is not either, until it is back', async () => {
    const store = await openStore();
    const theirs = new Chain(bob, 'phone', chat);
    const said = [
      theirs.next({ at: 10, kind: FILE_KIND, body: { file: file('one.webp'), caption: '' } }),
      theirs.next({ at: 20, kind: STICKER_KIND, body: { file: file('cat.webp'), emoji: '🐈' } }),
      theirs.next({ at: 30, kind: FILE_KIND, body: { file: file('two.webp'), caption: '' } }),
    ];
    value(await store.admit(said, 'relaxed'));
    const live = follow(createPastReads(store).sentFiles(chat));
    const names = () => {
      const state = live.last();
      return state?.status === 'ready' ? state.value.map(({ name }) => name) : [];
    };
    await live.settled((state) => state.status === 'ready');
    expect(names()).toEqual(['two.webp', 'one.webp']);
    value(await store.hideMessage(chat, said[2]?.id ?? idOf('none')));
    await live.settled((state) => state.status === 'ready' && state.value.length === 1);
    expect(names()).toEqual(['one.webp']);
    value(await store.restoreMessage(chat, said[2]?.id ?? idOf('none')));
    await live.settled((state) => state.status === 'ready' && state.value.length === 2);
    live.dispose();
  });
});
