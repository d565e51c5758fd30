import { describe, expect, it } from 'vitest';
import { idBytes } from '@domain/event/codec.ts';
import { type PostBody, encodePost, textPost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { circleSpace } from '@domain/feed/spaces.ts';
import { PendingArticles } from '@services/search/pendingArticles.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';
import { bob } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';
import { NOW, SearchScene, Speaker } from '../../../../support/web/searchScene.ts';

const circle = circleSpace(bob, new Uint8Array(16).fill(4));
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

  constructor(lane: 'moments' | 'channels') {
    super(bob, circle, `pen of ${lane}`);
    this.lane = lane;
  }

  post(body: PostBody, expires: number | null = null) {
    return this.do(feedKind(this.lane, FeedVerb.posted), { post: encodePost(body), expires });
  }

  edit(post: string, to: PostBody) {
    return this.do(feedKind(this.lane, FeedVerb.edited), { post: idBytes(post), body: { to: encodePost(to) } });
  }

  delete(post: string) {
    return this.do(feedKind(this.lane, FeedVerb.deleted), { post: idBytes(post), body: {} });
  }
}

describe('posts', () => {
  it('SRC-7 are found by their words, their links and what they pass on', async () => {
    const scene = await SearchScene.open();
    const poster = new Poster('moments');
    const link = { url: 'https://pears.example/tree', title: 'A tree', description: 'of pears', thumbnail: null };
    await scene.take(poster.post(textPost('An apple a day')), poster.post({ ...textPost(''), link }));
    value(await scene.index());
    expect(await scene.find('apple')).toEqual(['An apple a day']);
    expect(await scene.find('pears tree')).toHaveLength(1);
  });

  it('SRC-8 are found as they were last edited, once, and not when they were deleted', async () => {
    const scene = await SearchScene.open();
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
    const scene = await SearchScene.open();
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
    const scene = await SearchScene.open();
    scene.articles.set(blobOf('Hedges'), 'Cut the hawthorn in February');
    await scene.take(new Poster('channels').post(article('Hedges')));
    value(await scene.index());
    for (const words of ['hedges', 'short', 'gardening', 'hawthorn february'])
      expect(await scene.find(words)).toHaveLength(1);
  });

  it('SRC-7 are found by their title until their document comes, and then by that', async () => {
    const scene = await SearchScene.open();
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

  it('SRC-7 are waited for in no endless number, the newest first', () => {
    const pending = new PendingArticles();
    for (let seq = 0; seq < 1200; seq += 1) pending.add({ chain: 0, seq, at: seq });
    expect(pending.changed).toHaveLength(1000);
    expect(pending.changed?.[0]?.seq).toBe(1199);
  });
});
