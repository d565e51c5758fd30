import { describe, expect, it } from 'vitest';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { extendCharter, foundCharter, packCharter } from '@domain/channel/charter.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { idBytes } from '@domain/event/codec.ts';
import { type PostBody, encodePost, textPost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { channelSpace, circleSpace } from '@domain/feed/spaces.ts';
import { MomentKeep } from '@domain/moments/kept.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { channelAuthor, writersAuthor } from '@services/channels/knownChannel.ts';
import { readTrends } from '@services/search/readTrends.ts';
import type { AccountId } from '@shared/ids.ts';
import { PendingArticles } from '@services/search/pendingArticles.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';
import { alice, bob } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';
import { NOW, SearchScene, Speaker } from '../../../../support/web/searchScene.ts';

const circle = circleSpace(bob, new Uint8Array(16).fill(4));
const channelKey = new Uint8Array(32).fill(9);
const channel = channelSpace(channelKey);
const article = (title: string): PostBody => ({
  ...textPost(''),
  article: {
    title,
    summary: 'in short',
    cover: null,
    document: blobOf(title),
    size: 40,
    words: 9,
    series: 'Gardening',
    blobs: [],
  },
});

/** Posts and edits of bob, as a circle or a channel has them. */
class Poster extends Speaker {
  private readonly lane: 'moments' | 'channels';

  constructor(lane: 'moments' | 'channels', author: AccountId = lane === 'moments' ? bob : channelAuthor(channel)) {
    super(author, lane === 'moments' ? circle : channel, `pen of ${lane}`);
    this.lane = lane;
  }

  post(body: PostBody, expires: number | null = null, at?: number) {
    return this.do(feedKind(this.lane, FeedVerb.posted), { post: encodePost(body), expires }, at);
  }

  edit(post: string, to: PostBody) {
    return this.do(feedKind(this.lane, FeedVerb.edited), { post: idBytes(post), body: { to: encodePost(to) } });
  }

  delete(post: string) {
    return this.do(feedKind(this.lane, FeedVerb.deleted), { post: idBytes(post), body: {} });
  }
}

/** Alice may read bob's circle, and follows the channel. */
async function openScene(): Promise<SearchScene> {
  const scene = await SearchScene.open();
  await scene.hold(circle, bob);
  await scene.follow(channelKey);
  return scene;
}

describe('posts', () => {
  it('SRC-7 are found by their words, their links and what they pass on', async () => {
    const scene = await openScene();
    const poster = new Poster('moments');
    const link = { url: 'https://pears.example/tree', title: 'A tree', description: 'of pears', thumbnail: null };
    await scene.take(poster.post(textPost('An apple a day')), poster.post({ ...textPost(''), link }));
    value(await scene.index());
    expect(await scene.find('apple')).toEqual(['An apple a day']);
    expect(await scene.find('pears tree')).toHaveLength(1);
  });

  it('SRC-8 are found as they were last edited, once, and not when they were deleted', async () => {
    const scene = await openScene();
    const poster = new Poster('moments');
    const post = poster.post(textPost('An apple a day'));
    await scene.take(post, poster.edit(post.id, textPost('A pear a day')));
    value(await scene.index());
    expect(await scene.find('apple')).toEqual([]);
    expect(await scene.find('pear')).toEqual(['A pear a day']);
    expect(await scene.find('day')).toEqual(['A pear a day']);
    await scene.take(poster.delete(post.id));
    expect(await scene.find('pear')).toEqual([]);
    // The event that says so has its words taken out, too.
    value(await scene.index());
    expect(value(await scene.shelf.parts())).toEqual([]);
  });

  it('SRC-8 are not found when their time is over, or when the person hid them', async () => {
    const scene = await openScene();
    const poster = new Poster('moments');
    const hidden = poster.post(textPost('hidden plum'));
    await scene.take(hidden, poster.post(textPost('plum of long ago'), NOW - 1), poster.post(textPost('a plum')));
    value(await scene.index());
    value(await scene.store.feed.marks.put({ post: hidden.id, hidden: true, saved: null, seen: null }));
    expect(await scene.find('plum')).toEqual(['a plum']);
    value(await scene.store.feed.dropOf(circle));
    expect(await scene.find('plum')).toEqual([]);
  });
});

describe('articles', () => {
  it('SRC-7 are found by what their documents say', async () => {
    const scene = await openScene();
    scene.articles.set(blobOf('Hedges'), 'Cut the hawthorn in February');
    await scene.take(new Poster('channels').post(article('Hedges')));
    value(await scene.index());
    for (const words of ['hedges', 'short', 'gardening', 'hawthorn february'])
      expect(await scene.find(words)).toHaveLength(1);
  });

  it('SRC-7 are found by their title until their document comes, and then by that', async () => {
    const scene = await openScene();
    await scene.take(new Poster('channels').post(article('Hedges')));
    value(await scene.index());
    expect(await scene.find('hedges')).toHaveLength(1);
    expect(await scene.find('hawthorn')).toEqual([]);
    expect(value(await scene.shelf.pending())).toHaveLength(1);
    scene.articles.set(blobOf('Hedges'), 'Cut the hawthorn in February');
    value(await scene.index());
    expect(await scene.find('hawthorn')).toHaveLength(1);
    expect(await scene.find('hedges')).toHaveLength(1);
    expect(value(await scene.shelf.pending())).toEqual([]);
  });

  it('SRC-7 are looked for without reading their events again, until they come', async () => {
    const scene = await openScene();
    await scene.take(new Poster('channels').post(article('Hedges')));
    value(await scene.index());
    const chain = value(await scene.shelf.chains())[0];
    const pending = new PendingArticles();
    pending.load(value(await scene.shelf.pending()));
    let reads = 0;
    const { store } = scene;
    const counted: Pick<typeof store, 'payloads'> = {
      payloads: (range) => {
        reads += 1;
        return store.payloads(range);
      },
    };
    let words: string | null = null;
    const parts = { store: counted, documents: () => Promise.resolve(words), places: new Map() };
    const chains = new Map(chain === undefined ? [] : [[chain.chain, chain]]);
    for (let times = 0; times < 5; times += 1) expect(await pending.arrived(chains, parts)).toEqual([]);
    expect(reads).toBe(1);
    words = 'Cut the hawthorn';
    expect((await pending.arrived(chains, parts)).map(({ text }) => text)).toEqual([
      expect.stringContaining('Cut the hawthorn'),
    ]);
    expect(reads).toBe(2);
    expect(await pending.arrived(chains, parts)).toEqual([]);
    expect(reads).toBe(2);
  });

  it('SRC-7 are waited for in no endless number, the newest first', () => {
    const pending = new PendingArticles();
    for (let seq = 0; seq < 1200; seq += 1) pending.add({ chain: 0, seq, at: seq });
    expect(pending.changed).toHaveLength(1000);
    expect(pending.changed?.[0]?.seq).toBe(1199);
  });
});

describe('what no screen shows', () => {
  const trendsOf = async (scene: SearchScene, people: ReadonlySet<AccountId> = new Set([alice, bob])) => {
    const clock = { ...systemClock, now: () => NOW + 1000 };
    const { webEntries } = scene;
    return readTrends({ feed: scene.store.feed, webEntries, clock, shown: () => scene.shown(people) }, 'day');
  };
  const say = async (scene: SearchScene, poster: Poster) => {
    const [before, now] = [NOW - 30 * 3_600_000, NOW];
    await scene.take(...Array.from({ length: 10 }, (_, n) => poster.post(textPost('quiet'), null, before + n)));
    await scene.take(...Array.from({ length: 30 }, (_, n) => poster.post(textPost(`bananacoin ${n}`), null, now + n)));
    value(await scene.index());
  };

  it('SRC-8 is found and counted as long as it is shown', async () => {
    const scene = await openScene();
    await say(scene, new Poster('moments'));
    await say(scene, new Poster('channels'));
    expect(await scene.find('bananacoin')).toHaveLength(60);
    expect((await trendsOf(scene)).length).toBeGreaterThan(0);
  });

  it('SRC-8 CHN-4 is not found nor counted where a writer of a channel says it as a post', async () => {
    const scene = await openScene();
    await say(scene, new Poster('channels', writersAuthor(channel)));
    expect(await scene.find('bananacoin')).toEqual([]);
    expect(await trendsOf(scene)).toEqual([]);
  });

  it('SRC-8 is not found nor counted in a channel that is not followed any more', async () => {
    const scene = await openScene();
    await say(scene, new Poster('channels'));
    await scene.follow(channelKey, false);
    expect(await scene.find('bananacoin')).toEqual([]);
    expect(await trendsOf(scene)).toEqual([]);
  });

  it('SRC-8 is not found nor counted of somebody who was muted', async () => {
    const scene = await openScene();
    await say(scene, new Poster('moments'));
    const bytes = new Uint8Array();
    value(await scene.store.feed.keeps.put([{ kind: MomentKeep.muted, id: bob, bytes, at: NOW }]));
    expect(await scene.find('bananacoin')).toEqual([]);
    expect(await trendsOf(scene)).toEqual([]);
  });

  it('SRC-8 is not counted of somebody who is no contact, or blocked', async () => {
    const scene = await openScene();
    await say(scene, new Poster('moments'));
    expect(await trendsOf(scene, new Set([alice]))).toEqual([]);
  });

  it('SRC-8 is not found nor counted of a circle one was let out of', async () => {
    const scene = await openScene();
    await say(scene, new Poster('moments'));
    value(await scene.store.feed.keeps.remove(MomentKeep.pass, circle));
    expect(await scene.find('bananacoin')).toEqual([]);
    expect(await trendsOf(scene)).toEqual([]);
  });

  it('SRC-8 CHN-4 is not what a pen said beyond its end', async () => {
    const scene = await openScene();
    const vault = new MemoryKeyVault({ random: new SeededRandom(7) });
    const [root, pen] = [new Uint8Array(32).fill(1), await vault.publicKeyOfSeed(new Uint8Array(32).fill(2))];
    const key = await vault.publicKeyOfSeed(root);
    const agree = await vault.agreementOfSeed(root);
    const sign = (bytes: Uint8Array) => vault.signWithSeed(root, bytes);
    const heir = {
      pen: await vault.publicKeyOfSeed(new Uint8Array(32).fill(4)),
      agree,
      role: 'owner' as const,
      name: '',
    };
    const founded = value(await foundCharter(key, { inbox: agree, pens: [{ ...heir, pen }], at: NOW }, sign));
    const ended = [{ pen, seq: 3, id: new Uint8Array(32).fill(3) }];
    const charter = value(await extendCharter(founded, { pens: [heir], ended, at: NOW + 1 }, sign));
    const space = channelSpace(key);
    const bytes = packCharter(charter);
    await scene.follow(key);
    value(await scene.store.feed.keeps.put([{ kind: ChannelKeep.charter, id: space, bytes, at: NOW }]));
    const isShown = await scene.shown();
    const said = { lane: 'channels' as const, space, author: channelAuthor(space), device: deviceOfKey(pen) };
    expect([3, 4].map((seq) => isShown({ ...said, seq }))).toEqual([true, false]);
  });

  it('SRC-8 is not counted where it cannot be told what is shown', async () => {
    const scene = await openScene();
    await say(scene, new Poster('moments'));
    const parts = { feed: scene.store.feed, webEntries: scene.webEntries, clock: systemClock, shown: async () => null };
    expect(await readTrends(parts, 'day')).toEqual([]);
  });
});
