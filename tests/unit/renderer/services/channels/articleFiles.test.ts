import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { idBytes } from '@domain/event/codec.ts';
import { type PostBody, encodePost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { ArticleFiles } from '@services/channels/articleFiles.ts';
import { channelAuthor, writersAuthor } from '@services/channels/knownChannel.ts';
import type { AccountId, BlobId, EventId } from '@shared/ids.ts';
import { blobOf, photoPost, posted } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';
import { settle } from '../../../../support/shared/settle.ts';

const key = new Uint8Array(32).fill(9);
const channel = channelSpace(key);
const RECORD = {
  ...{ v: 1 as const, key, name: 'Weather', signaling: [], followed: true, muted: false },
  ...{ readAt: 0, vouched: false, since: 0, pen: null },
};

/** A reader's device: events come in, and blobs are fetched. */
async function scene() {
  const store = new MemoryDocumentStore({ disk: new MemoryDisk() });
  value(await store.open(alice));
  const fetched = new Set<BlobId>();
  const known = { space: channel, record: RECORD, charter: null, fork: null, pen: null };
  const files = new ArticleFiles({
    store,
    blobs: { read: () => Promise.reject(new Error('none is here')) },
    files: {
      onShown: (blobs) => {
        for (const { blob } of blobs) fetched.add(blob);
      },
      fetch: () => {
        throw new Error('nobody asked for it');
      },
    },
    book: { get: () => known },
    clock: new FakeClock({ start: 1000 }),
  });
  const take = async (event: AdmittedEvent) => {
    value(await store.admit([event], 'relaxed'));
    files.onAdmitted(channel, event);
    await settle();
  };
  return { take, fetched };
}

const penOf = (author: AccountId, name: string) => new Chain(author, name, channel);
const editors = () => penOf(channelAuthor(channel), 'editor');
const edit = (pen: Chain, post: EventId, to: PostBody) => {
  const kind = feedKind('channels', FeedVerb.edited);
  return pen.next({ at: 9, kind, body: { post: idBytes(post), body: { to: encodePost(to) } } });
};

describe('ArticleFiles', () => {
  it('CHN-17 fetches what a channel says, and what it says in its place later', async () => {
    const { take, fetched } = await scene();
    const pen = editors();
    const post = posted(pen, 1, { lane: 'channels', body: photoPost('one') });
    await take(post);
    expect([...fetched]).toEqual([blobOf('one')]);
    await take(edit(pen, post.id, photoPost('two')));
    expect([...fetched]).toEqual([blobOf('one'), blobOf('two')]);
  });

  it('CHN-17 fetches what an edit shows that came before its post', async () => {
    const { take, fetched } = await scene();
    const post = posted(editors(), 1, { lane: 'channels', body: photoPost('one') });
    await take(edit(penOf(channelAuthor(channel), 'second'), post.id, photoPost('two')));
    expect(fetched.size).toBe(0);
    await take(post);
    expect([...fetched]).toEqual([blobOf('two')]);
  });

  it('CHN-17 CHN-4 fetches nothing of what a writer says as a post', async () => {
    const { take, fetched } = await scene();
    const writer = penOf(writersAuthor(channel), 'writer');
    await take(posted(writer, 1, { lane: 'channels', body: photoPost('forbidden') }));
    expect(fetched.size).toBe(0);
  });

  it('CHN-17 fetches nothing of an edit that does not count', async () => {
    const { take, fetched } = await scene();
    const writer = penOf(writersAuthor(channel), 'writer');
    const mine = posted(editors(), 1, { lane: 'channels', body: photoPost('one') });
    const theirs = posted(writer, 2, { lane: 'channels', body: photoPost('other') });
    await take(mine);
    await take(theirs);
    await take(edit(writer, mine.id, photoPost('forbidden')));
    await take(edit(penOf(channelAuthor(channel), 'second'), theirs.id, photoPost('forbidden too')));
    expect([...fetched]).toEqual([blobOf('one')]);
  });
});
