import { describe, expect, it } from 'vitest';
import { encodeArticle } from '@domain/article/codec.ts';
import { entryMark, entryPost, feedSpace } from '@domain/webfeed/ids.ts';
import {
  type FeedEntry,
  type FeedState,
  MOST_ENTRIES,
  WebFeedKeep,
  followKeep,
  freshState,
  stateKeep,
} from '@domain/webfeed/records.ts';
import { EntryIntake } from '@services/search/entryIntake.ts';
import { readTrends } from '@services/search/readTrends.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { value } from '../../../../support/shared/storeScene.ts';
import { NOW, SearchScene } from '../../../../support/web/searchScene.ts';

const URL_OF = 'https://blog.example/feed';
const feed = feedSpace(URL_OF);
const HOUR = 3_600_000;

const entry = (title: string, change: Partial<FeedEntry> = {}): FeedEntry => ({
  id: entryPost(feed, change.link ?? title),
  mark: entryMark(title, change.words ?? ''),
  at: NOW,
  found: NOW,
  title,
  words: '',
  link: null,
  length: 3,
  ...change,
});

/** A scene whose owner follows one feed, and what the feed says to it. */
async function following() {
  const scene = await SearchScene.open();
  const { keeps } = scene.store.feed;
  let entries: FeedState['entries'] | null = [];
  const followed = { v: 1 as const, url: URL_OF, name: 'Blog', muted: false, since: NOW };
  value(await keeps.put([{ ...followKeep(feed, followed), at: NOW }]));
  scene.feeds = { followed: () => (entries === null ? [] : [{ feed, entries }]), listen: () => () => undefined };
  const say = async (...said: readonly FeedEntry[]) => {
    entries = said;
    const state = { ...freshState('Blog', NOW), fetchedAt: NOW, entries };
    value(await keeps.put([{ ...stateKeep(state), id: feed, at: NOW }]));
  };
  const write = async (id: string, text: string) => {
    const bytes = encodeArticle({ v: 1, blocks: [{ block: 'paragraph', spans: [{ text }] }] });
    if (bytes === null) throw new Error('no article');
    value(await keeps.put([{ kind: WebFeedKeep.text, id, bytes, at: NOW }]));
  };
  const leave = async () => {
    entries = null;
    value(await keeps.remove(WebFeedKeep.follow, feed));
    value(await keeps.remove(WebFeedKeep.state, feed));
  };
  return { scene, say, write, leave };
}

describe('entries of feeds', () => {
  it('SRC-15 are found by title, words, link and text, among the posts of channels', async () => {
    const { scene, say, write } = await following();
    const one = entry('Ferry at seven', { words: 'From the pier', link: 'https://blog.example/ferry' });
    await write(one.id, 'It leaves the harbour 在七点');
    await say(one, entry('', { words: 'Just a gull' }));
    value(await scene.index());
    for (const words of ['ferry', 'pier', 'harbour leaves', '七点', 'ferr'])
      expect(await scene.find(words)).toHaveLength(1);
    expect(await scene.find('gull')).toEqual(['Just a gull\n']);
    expect(await scene.find('ferry', { kinds: new Set(['moment', 'message', 'file']) })).toEqual([]);
    expect(await scene.find('ferry', { spaces: new Set([feed]) })).toHaveLength(1);
  });

  it('SRC-15 are taken up once, and again when they say something else', async () => {
    const { scene, say } = await following();
    const before = entry('Ferry at seven', { link: 'https://blog.example/ferry' });
    await say(before);
    value(await scene.index());
    value(await scene.index());
    expect(value(await scene.shelf.parts()).reduce((sum, { count }) => sum + count, 0)).toBe(1);
    await say({ ...before, title: 'Ferry at eight', mark: entryMark('Ferry at eight') });
    expect(await scene.find('seven')).toEqual([]);
    value(await scene.index());
    expect(await scene.find('eight')).toHaveLength(1);
    expect(await scene.find('ferry')).toHaveLength(1);
  });

  it('SRC-15 are not found by a text that was let go, nor once the feed is left', async () => {
    const { scene, say, write, leave } = await following();
    const one = entry('Ferry');
    await write(one.id, 'It leaves the harbour');
    await say(one);
    value(await scene.index());
    expect(await scene.find('harbour')).toHaveLength(1);
    value(await scene.store.feed.keeps.remove(WebFeedKeep.text, one.id));
    expect(await scene.find('harbour')).toEqual([]);
    expect(await scene.find('ferry')).toHaveLength(1);
    await leave();
    expect(await scene.find('ferry')).toEqual([]);
    // Its words go, too.
    value(await scene.index());
    expect(value(await scene.shelf.parts())).toEqual([]);
  });

  it('SRC-15 words of what a feed says no more go when they are many, what it still says stays', async () => {
    const { scene, say } = await following();
    for (let round = 0; round < 3; round += 1) {
      await say(...Array.from({ length: MOST_ENTRIES }, (_, index) => entry(`pear ${round * MOST_ENTRIES + index}`)));
      value(await scene.index());
    }
    const kept = value(await scene.shelf.parts()).reduce((sum, { count }) => sum + count, 0);
    expect(kept).toBe(MOST_ENTRIES);
    expect(await scene.find('pear')).toHaveLength(50);
    expect(await scene.find('"pear 299"')).toHaveLength(1);
  });

  it('SRC-15 nothing is forgotten while it is not known what is followed', async () => {
    const { scene, say } = await following();
    await say(entry('Ferry'));
    value(await scene.index());
    const intake = new EntryIntake({ followed: () => null, listen: () => () => undefined });
    const chains = value(await scene.shelf.chains());
    expect([...intake.missing(new Map(chains.map((chain) => [chain.space + chain.device, chain])))]).toEqual([]);
  });

  it('SRC-20 count among what rises, once they are said', async () => {
    const { scene, say } = await following();
    const before = Array.from({ length: 10 }, (_, index) => entry(`quiet ${index}`, { at: NOW - 30 * HOUR - index }));
    const now = Array.from({ length: 6 }, (_, index) => entry(`bananacoin ${index}`, { at: NOW - index }));
    await say(...now, ...before);
    const { webEntries, store } = scene;
    const clock = { ...systemClock, now: () => NOW };
    const trends = await readTrends({ feed: store.feed, webEntries, clock, shown: () => scene.shown() }, 'day');
    const [first] = trends;
    expect(first).toMatchObject({ text: 'bananacoin', kind: 'word' });
    expect(first?.posts[0]).toMatchObject({ space: feed, lane: 'channels', at: NOW });
  });
});
