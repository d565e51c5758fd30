import { expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { encodeArticle } from '@domain/article/codec.ts';
import { articleText } from '@domain/article/words.ts';
import { textPost } from '@domain/feed/post.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { watchArticle } from '@services/channels/articleReads.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { firstReady } from '@services/workspace/liveQueries.ts';
import { fail, ok } from '@shared/result.ts';
import type { BlobId } from '@shared/ids.ts';
import { blobOf, posted } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const space = channelSpace(new Uint8Array(32).fill(1));
const document = blobOf('document');

/** A device on which a channel's article is, with its document or without. */
async function device(isHere: boolean) {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  const bytes = encodeArticle({ v: 1, blocks: [{ block: 'paragraph', spans: [{ text: 'Cut the hedge' }] }] });
  if (bytes === null) throw new Error('no article');
  const face = { title: 'Hedges', summary: '', cover: null, document, size: bytes.length, words: 3, series: '' };
  const body = { ...textPost(''), article: { ...face, blobs: [] } };
  const post = posted(new Chain(channelAuthor(space), 'pen', space), 5, { body, lane: 'channels' });
  value(await store.admit([post], 'relaxed'));
  const row = { id: document, size: bytes.length, origin: 'received', keep: false, createdAt: 0, usedAt: 0 } as const;
  if (isHere) value(await store.blobs.put({ ...row, state: 'complete' }));
  const asked: BlobId[] = [];
  const article = watchArticle(
    {
      store,
      blobs: { read: async () => ok(bytes) },
      acts: {
        downloadFile: async (blob) => ok(void asked.push(blob)),
        openPaidPost: async () => fail('channel-missing', 'not paid'),
      },
    },
    post.id,
  );
  return { article, asked };
}

it('FIL-12 of an article that is opened it is noted once that it was', async () => {
  const { article, asked } = await device(true);
  const read = await firstReady(article);
  expect(read === null ? '' : articleText(read)).toBe('Cut the hedge');
  expect(asked).toEqual([document]);
});

it('CHN-17 one whose document is not here is asked for', async () => {
  const { article, asked } = await device(false);
  expect(await firstReady(article)).toBeNull();
  expect(asked).toEqual([document]);
});
