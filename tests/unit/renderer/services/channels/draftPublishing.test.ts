import { describe, expect, it } from 'vitest';
import { createMemoryPictures } from '@adapters/memory/media/memoryPictures.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import { feedKind } from '@domain/feed/project.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { ChannelKeeps } from '@services/channels/channelKeeps.ts';
import { DraftPublishing, type DraftPublishingParts } from '@services/channels/draftPublishing.ts';
import { Drafts } from '@services/channels/drafts.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { Publishing } from '@services/channels/publishing.ts';
import type { SayInChannel } from '@services/channels/sayInChannel.ts';
import { fail, ok } from '@shared/result.ts';
import type { EventId } from '@shared/ids.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const NOW = 1_000_000;
const channel = channelSpace(new Uint8Array(32).fill(9));
const DRAFT = {
  ...{ id: 'draft', channel, post: null as EventId | null, title: 'See', summary: '', series: '', publishAt: null },
  document: { v: 1 as const, blocks: [{ block: 'paragraph' as const, spans: [{ text: 'words' }] }] },
};

/** An editor's device. `ends` says what does not come to be any more before the next start. */
async function scene() {
  const store = new MemoryDocumentStore({ disk: new MemoryDisk() });
  value(await store.open(alice));
  const chain = new Chain(channelAuthor(channel), 'pen', channel);
  const clock = { now: () => NOW };
  const keeps = new ChannelKeeps({ store, clock, journal: { append: async () => ok() } });
  const drafts = new Drafts({ keeps, device: chain.device, random: new SeededRandom(3), now: clock.now });
  const ends = { beforeSaying: false, beforeRemoving: false };
  let said = 0;
  const say: SayInChannel = async (_space, verb, body) => {
    if (ends.beforeSaying) throw new Error('the app ended');
    const event = chain.next({ at: NOW + (said += 1), kind: feedKind('channels', verb), body });
    value(await store.admit([event], 'relaxed'));
    return ok(event);
  };
  const publishing = new Publishing({
    store,
    library: { put: async ({ size }) => ok({ id: blobOf('document'), size }), setKeep: async () => undefined },
    files: { hold: () => () => undefined, letGo: async () => undefined },
    paid: { seal: async () => fail('channel-terms-missing', 'nothing is sold') },
    pictures: createMemoryPictures(),
    ...{ say, clock },
  });
  const parts: DraftPublishingParts = {
    book: { get: () => null },
    ...{ keeps, feed: store.feed, publishing, clock },
    drafts: {
      became: (id, post) => drafts.became(id, post),
      get: (id) => drafts.get(id),
      remove: async (id) => (ends.beforeRemoving ? fail('storage-failed', 'the app ended') : drafts.remove(id)),
    },
    submissions: { hand: async () => fail('channel-missing', 'no writer here') },
  };
  const posts = async () => value(await store.feed.page({ space: channel, before: null, limit: 10 }));
  return { start: () => new DraftPublishing(parts), drafts, keeps, ends, posts, saidSoFar: () => said };
}

describe('DraftPublishing', () => {
  it('CHN-16 a draft that two ask for at once is one post', async () => {
    const { start, drafts, keeps, posts } = await scene();
    value(await drafts.save(DRAFT));
    const app = start();
    const [one, other] = await Promise.all([app.publish('draft'), app.publish('draft')]);
    expect(other).toEqual(one);
    expect((await posts()).map(({ id }) => id)).toEqual([value(one).post]);
    expect(drafts.postOf('draft')).toBe(value(one).post);
    expect(await drafts.all()).toEqual([]);
    expect(value(await keeps.all(ChannelKeep.publishing))).toEqual([]);
    expect(await app.publish('draft')).toMatchObject({ ok: false, error: { code: 'draft-missing' } });
  });

  it('CHN-16 a draft that was said when the app ended is one no more, and is not said again', async () => {
    const { start, drafts, keeps, ends, posts } = await scene();
    value(await drafts.save(DRAFT));
    ends.beforeRemoving = true;
    expect((await start().publish('draft')).ok).toBe(false);
    ends.beforeRemoving = false;
    expect(await drafts.all()).toHaveLength(1);
    await start().settle();
    expect(await drafts.all()).toEqual([]);
    expect(value(await keeps.all(ChannelKeep.publishing))).toEqual([]);
    expect(await posts()).toHaveLength(1);
  });

  it('CHN-16 a draft that could not go is not said again when it is asked for again', async () => {
    const { start, drafts, ends, posts } = await scene();
    value(await drafts.save(DRAFT));
    ends.beforeRemoving = true;
    const app = start();
    expect((await app.publish('draft')).ok).toBe(false);
    ends.beforeRemoving = false;
    const [post] = await posts();
    expect(await app.publish('draft')).toEqual(ok({ post: post?.id }));
    expect(await posts()).toHaveLength(1);
  });

  it('CHN-16 a change of a post that was said when the app ended is not said again', async () => {
    const { start, drafts, ends, posts, saidSoFar } = await scene();
    value(await drafts.save(DRAFT));
    const { post } = value(await start().publish('draft'));
    value(await drafts.save({ ...DRAFT, post }));
    ends.beforeRemoving = true;
    expect((await start().publish('draft')).ok).toBe(false);
    ends.beforeRemoving = false;
    await start().settle();
    expect([saidSoFar(), (await posts()).length, (await drafts.all()).length]).toEqual([2, 1, 0]);
  });

  it('CHN-16 a draft stays one where the app ended before it was said', async () => {
    const { start, drafts, keeps, ends, posts } = await scene();
    value(await drafts.save(DRAFT));
    ends.beforeSaying = true;
    await expect(start().publish('draft')).rejects.toThrow('ended');
    ends.beforeSaying = false;
    expect(value(await keeps.all(ChannelKeep.publishing))).toHaveLength(1);
    const app = start();
    await app.settle();
    expect(await drafts.all()).toHaveLength(1);
    expect(value(await keeps.all(ChannelKeep.publishing))).toEqual([]);
    expect((await app.publish('draft')).ok).toBe(true);
    expect(await posts()).toHaveLength(1);
  });
});
