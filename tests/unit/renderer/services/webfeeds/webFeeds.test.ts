// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { readFeed, readFeedList } from '@adapters/feeds/readFeed.ts';
import { createArticleReader } from '@adapters/markup/createArticleReader.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { articleText } from '@domain/article/words.ts';
import { WebFeedKeep } from '@domain/webfeed/records.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { ReadWebFeed } from '@ports/webFeedReader.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import type { JournalEntry } from '@services/journal/eventJournal.ts';
import { FeedBook } from '@services/webfeeds/feedBook.ts';
import { writeFeedList } from '@services/webfeeds/feedList.ts';
import { createWebFeedActs, withFeeds } from '@services/webfeeds/webFeedActs.ts';
import { withWebFeeds } from '@services/webfeeds/webFeedReads.ts';
import { WebFeeds } from '@services/webfeeds/webFeeds.ts';
import { firstReady } from '@services/workspace/liveQueries.ts';
import type { ChannelsWorkspace } from '@services/workspace/channelWorkspace.ts';

const MINUTE = 60_000;
const URL_OF = 'https://blog.example/feed';
const START = Date.UTC(2026, 5, 1);
const item = (title: string, html = `<p>About ${title}</p>`, date = 'Mon, 01 Sep 2025 10:00:00 GMT') =>
  `<item><title>${title}</title><link>https://blog.example/${title}</link><pubDate>${date}</pubDate><description><![CDATA[${html}]]></description></item>`;
const rss = (...items: readonly string[]) =>
  `<rss version="2.0"><channel><title>Blog &amp; more</title><link>https://blog.example/</link>${items.join('')}</channel></rss>`;
type Answer = Result<HostOutput<'feed.fetch'>, { code: 'forbidden' | 'too-large' | 'unreachable'; message: string }>;
const answer = (text: string, status = 200, etag: string | null = null): Answer =>
  ok({ status, url: URL_OF, etag, modified: null, text });

/** No channels at all: what is seen is of feeds. */
const NO_CHANNELS = {
  channels: () => of([]),
  channel: () => of(null),
  channelPost: () => of(null),
  article: () => of(null),
  unreadChannels: () => of(0),
};

function of<T>(value: T): LiveQuery<T> {
  return { subscribe: (listener) => (listener({ status: 'ready', value }), () => undefined) };
}

function setup(store = new MemoryDocumentStore(), read: ReadWebFeed = async (text, url) => readFeed(text, url)) {
  const time = new FakeClock({ start: START });
  const clock = {
    now: () => time.now(),
    monotonic: () => time.monotonic(),
    // A pause between two entries is none of the test's time.
    after: (delay: number, task: () => void) => {
      if (delay > 0) return time.after(delay, task);
      const timer = setTimeout(task, 0);
      return () => clearTimeout(timer);
    },
  };
  const host = createMemoryHost();
  const asked: HostInput<'feed.fetch'>[] = [];
  const serve = (url: string, give: () => Answer) =>
    host.feeds.set(url, (question) => {
      asked.push(question);
      return give();
    });
  const journalled: JournalEntry[] = [];
  const journal = { append: async (entries: readonly JournalEntry[]) => (journalled.push(...entries), ok()) };
  const keeper = new FeedKeeper({ store, journal, clock });
  const book = new FeedBook({ store, keeper, now: clock.now });
  const parts = { host, book, clock, random: new SeededRandom(7), articles: createArticleReader() };
  const feeds = new WebFeeds({
    ...parts,
    readFeed: read,
    readList: async (text) => readFeedList(text),
  });
  const acts = { ...createWebFeedActs({ feeds, book, clock }), ...withFeeds(refused, { feeds, book, clock }) };
  // The parts of channels that are read here, see `NO_CHANNELS`.
  const none = NO_CHANNELS as unknown as ChannelsWorkspace;
  const reads = withWebFeeds(none, {
    feed: store.feed,
    postViews: () => of(() => null),
    fetchText: (entry) => acts.fetchFeedText(entry),
  });
  return { time, host, serve, asked, journalled, book, feeds, acts, reads, store };
}

const refused = {
  unfollowChannel: async () => fail<'channel-missing'>('channel-missing', 'no channel'),
  muteChannel: async () => fail<'channel-missing'>('channel-missing', 'no channel'),
  readChannel: async () => fail<'channel-missing'>('channel-missing', 'no channel'),
};

const must = <T>(result: Result<T, { readonly code: string }>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const codeOf = (result: Result<unknown, { readonly code: string }>) => (result.ok ? 'ok' : result.error.code);

let world: ReturnType<typeof setup>;
beforeEach(async () => {
  const store = new MemoryDocumentStore();
  must(await store.open('A'.repeat(43) as never));
  world = setup(store);
});

const keptOf = async ({ feed }: MemoryDocumentStore) =>
  (await Promise.all(Object.values(WebFeedKeep).map(async (kind) => must(await feed.keeps.all(kind))))).flat();

const channel = async (id: Parameters<ChannelsWorkspace['channel']>[0]) => {
  const seen = await firstReady(world.reads.channel(id));
  if (seen === null) throw new Error('not there');
  return seen;
};
const titles = async (id: Parameters<ChannelsWorkspace['openChannelPosts']>[0]) => {
  const window = world.reads.openChannelPosts(id);
  await expect.poll(() => window.state.get().status).toBe('ready');
  const shown = window.state.get().posts.map(({ article, body }) => article?.title ?? body?.text);
  window.close();
  return shown;
};

describe('feeds of the web', () => {
  it('WFD-3 says what is at an address before anything is kept, also at the one a page names', async () => {
    const { serve, acts, store } = world;
    serve('https://blog.example/', () =>
      answer('<!doctype html><link rel="alternate" type="application/rss+xml" href="https://blog.example/feed">'),
    );
    serve(URL_OF, () => answer(rss(item('one'), item('two'))));
    expect(must(await acts.previewFeed('blog.example'))).toEqual({
      url: URL_OF,
      name: 'Blog & more',
      description: '',
      entries: 2,
      newest: ['one', 'two'],
      followed: false,
    });
    expect(await keptOf(store)).toEqual([]);
    must(await acts.followFeed('blog.example'));
    expect(must(await acts.previewFeed('https://blog.example')).followed).toBe(true);
    expect(codeOf(await acts.previewFeed('banyan://channel#abc'))).toBe('feed-address');
  });

  it('WFD-6 stands among channels, with posts nobody can say anything about', async () => {
    const { serve, acts, reads } = world;
    serve(URL_OF, () => answer(rss(item('one'), item('', '<p>Just words</p>'))));
    const { channel: id } = must(await acts.followFeed(URL_OF));
    expect(await channel(id)).toMatchObject({ name: 'Blog & more', role: null, comments: 'off', unread: 0 });
    expect(await titles(id)).toEqual(expect.arrayContaining(['one', 'Just words']));
    expect((await titles(null)).length).toBe(2);
    const [all] = [await firstReady(reads.channels())];
    expect(all?.map(({ link }) => link)).toEqual([URL_OF]);
  });

  it('WFD-7 keeps the text of an entry as blocks, with what it leads to below', async () => {
    const { serve, acts, reads, store } = world;
    const enclosure = '<enclosure url="https://blog.example/a.mp3" type="audio/mpeg" length="9"/></item>';
    const html =
      '<p onclick="alert(1)">Text <a href="/more">more</a></p><script>alert(1)</script><img src="p.png" alt="A pier">';
    serve(URL_OF, () => answer(rss(item('one', html).replace('</item>', enclosure))));
    const { channel: id } = must(await acts.followFeed(URL_OF));
    const [entry] = world.book.get(id)?.state.entries ?? [];
    if (entry === undefined) throw new Error('no entry');
    expect(entry.words).toBe('Text more');
    const text = await firstReady(reads.article(entry.id));
    expect(text?.blocks.map((block) => ('spans' in block ? block.spans : block.block))).toEqual([
      [{ text: 'Text ' }, { text: 'more', link: 'https://blog.example/more' }],
      [{ text: '🖼 A pier', link: 'https://blog.example/p.png' }],
      [{ text: 'a.mp3 (audio/mpeg)', link: 'https://blog.example/a.mp3' }],
      [{ text: 'blog.example', link: 'https://blog.example/one' }],
    ]);
    const kept = must(await store.feed.keeps.all(WebFeedKeep.text));
    expect(kept.map((row) => row.id)).toEqual([entry.id]);
  });

  it('WFD-10 a text that was let go is fetched again when it is opened, and nothing else is', async () => {
    const { serve, acts, asked, reads, store, book, time } = world;
    let text = rss(item('one'), item('two'));
    serve(URL_OF, () => answer(text, 200, '"1"'));
    const { channel: id } = must(await acts.followFeed(URL_OF));
    const before = book.texts();
    expect(before.map(({ feed }) => feed)).toEqual([id, id]);
    const kept = must(await store.feed.keeps.all(WebFeedKeep.text));
    expect(before.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(
      kept.reduce((sum, { bytes }) => sum + bytes.length, 0),
    );
    must(await book.letGoTexts(before));
    expect(must(await store.feed.keeps.all(WebFeedKeep.text))).toEqual([]);
    expect(book.texts()).toEqual([]);
    expect(await titles(id)).toHaveLength(2);
    await time.advance(MINUTE);
    const [one] = before;
    if (one === undefined) throw new Error('no text');
    const { title } = book.get(id)?.state.entries.find((entry) => entry.id === one.entry) ?? { title: '' };
    const read = await firstReady(reads.article(one.entry));
    expect(read === null ? '' : articleText(read)).toContain(`About ${title}`);
    expect(asked.map(({ etag }) => etag)).toEqual([null, null]);
    await expect.poll(() => book.texts()).toEqual([{ ...one, at: START + MINUTE }]);
    // What was seen stays seen.
    expect((await channel(id)).unread).toBe(0);
    expect(await firstReady(reads.article(one.entry))).not.toBeNull();
    expect(asked).toHaveLength(2);
    text = rss(item('three'));
    must(await book.letGoTexts(book.texts()));
    const gone = await firstReady(reads.article(one.entry));
    expect(gone === null ? '' : articleText(gone)).toContain('blog.example');
  });

  it('WFD-5 has each entry once, also when it changes, and never in the future', async () => {
    const { serve, acts, time, reads, book } = world;
    let text = rss(item('one'), item('one'), item('late', '<p>x</p>', 'Mon, 01 Sep 2036 10:00:00 GMT'));
    serve(URL_OF, () => answer(text));
    const { channel: id } = must(await acts.followFeed(URL_OF));
    expect(await titles(id)).toEqual(['late', 'one']);
    expect(book.get(id)?.state.entries[0]?.at).toBe(START);
    await time.advance(MINUTE);
    text = rss(item('two', '<p>New</p>', 'Mon, 01 Jun 2026 00:00:30 GMT'), item('one', '<p>Changed</p>'));
    must(await acts.refreshFeed(id));
    expect(await titles(id)).toEqual(['two', 'late', 'one']);
    expect(await channel(id)).toMatchObject({ unread: 1, newest: { text: 'two' } });
    const one = book.get(id)?.state.entries.find(({ title }) => title === 'one');
    const changed = one === undefined ? null : await firstReady(reads.article(one.id));
    expect(changed === null ? '' : articleText(changed)).toContain('Changed');
    must(await acts.readChannel(id));
    expect((await channel(id)).unread).toBe(0);
  });

  it('WFD-8 is fetched every half hour to an hour, with the marks of what one has', async () => {
    const { serve, acts, time, feeds, asked } = world;
    serve(URL_OF, () => answer(rss(item('one')), 200, '"1"'));
    const { channel: id } = must(await acts.followFeed(URL_OF));
    serve(URL_OF, () => answer('', 304));
    feeds.start();
    await time.advance(29 * MINUTE);
    expect(asked).toHaveLength(1);
    await time.advance(32 * MINUTE);
    await expect.poll(() => asked.length).toBe(2);
    expect(asked[1]?.etag).toBe('"1"');
    await expect.poll(async () => (await channel(id)).feed?.fetchedAt ?? 0).toBeGreaterThan(START);
    expect(await titles(id)).toEqual(['one']);
    feeds.dispose();
    await time.advance(5 * 60 * MINUTE);
    expect(asked).toHaveLength(2);
  });

  it('WFD-8 says why it was not fetched, keeps what there is, and waits longer each time', async () => {
    const { serve, acts, book } = world;
    serve(URL_OF, () => answer(rss(item('one'))));
    const { channel: id } = must(await acts.followFeed(URL_OF));
    const cases: readonly (readonly [Answer, string])[] = [
      [fail('forbidden', ''), 'feed-private'],
      [fail('too-large', ''), 'feed-too-large'],
      [fail('unreachable', ''), 'feed-unreachable'],
      [answer('', 404), 'feed-missing'],
      [answer('', 401), 'feed-refused'],
      [answer('', 500), 'feed-failing'],
      [answer('<p>'), 'feed-unreadable'],
      [answer('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'), 'feed-defines'],
    ];
    const waits: number[] = [];
    for (const [given, problem] of cases) {
      serve(URL_OF, () => given);
      expect(codeOf(await acts.refreshFeed(id))).toBe(problem);
      expect((await channel(id)).feed?.problem).toBe(problem);
      waits.push((book.get(id)?.state.nextAt ?? 0) - START);
    }
    expect(await titles(id)).toEqual(['one']);
    expect(waits[0]).toBeLessThanOrEqual(23 * MINUTE);
    for (const [index, wait] of waits.entries()) expect(wait).toBeLessThanOrEqual(18 * 60 * MINUTE + index);
    expect((waits[3] ?? 0) / (waits[0] ?? 1)).toBeGreaterThan(4);
    serve(URL_OF, () => answer(rss(item('one'))));
    must(await acts.refreshFeed(id));
    expect((await channel(id)).feed).toMatchObject({ problem: null });
  });

  it('WFD-8 a feed that ends the app is not read at once again, and less and less often', async () => {
    const { serve, acts, store } = world;
    serve(URL_OF, () => answer(rss(item('one'))));
    const { channel: id } = must(await acts.followFeed(URL_OF));
    const waits: number[] = [];
    for (let start = 0; start < 2; start += 1) {
      let hasBegun: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => (hasBegun = resolve));
      // The app ends while it reads.
      const ended = setup(store, () => {
        hasBegun();
        return new Promise(() => undefined);
      });
      must(await ended.book.load());
      ended.serve(URL_OF, () => answer('too much'));
      void ended.feeds.refresh(id);
      await begun;
      const next = setup(store);
      must(await next.book.load());
      waits.push((next.book.get(id)?.state.nextAt ?? 0) - START);
    }
    expect(waits[0]).toBeGreaterThanOrEqual(15 * MINUTE);
    expect(waits[1]).toBeGreaterThanOrEqual(30 * MINUTE);
    const next = setup(store);
    must(await next.book.load());
    next.serve(URL_OF, () => answer(rss(item('one'))));
    must(await next.acts.refreshFeed(id));
    expect(next.book.get(id)?.state.failures).toBe(0);
  });

  it('WFD-6 that it is followed is journalled, what was fetched is not, and nothing is left once it is not', async () => {
    const { serve, acts, journalled, store } = world;
    serve(URL_OF, () => answer(rss(item('one'))));
    const { channel: id } = must(await acts.followFeed(URL_OF));
    expect(journalled).toMatchObject([{ t: 'feed', kind: WebFeedKeep.follow, id }]);
    must(await acts.muteChannel(id, true));
    expect((await channel(id)).muted).toBe(true);
    expect(await titles(null)).toEqual([]);
    // Another start finds it.
    const again = setup(store);
    must(await again.book.load());
    expect(again.book.get(id)?.state.entries).toHaveLength(1);
    must(await acts.unfollowChannel(id));
    expect(await keptOf(store)).toEqual([]);
    expect(journalled.at(-1)).toMatchObject({ t: 'feed-removed', kind: WebFeedKeep.follow, id });
    expect(codeOf(await acts.unfollowChannel(id))).toBe('channel-missing');
  });

  it('WFD-7 a feed of long entries stays within its bounds', async () => {
    const { serve, acts, book } = world;
    const long = `<p>${'字'.repeat(2000)}</p>`.repeat(20);
    const many = Array.from({ length: 120 }, (_, index) => item(`${'题'.repeat(150)}${index}`, long));
    serve(URL_OF, () => answer(rss(...many)));
    const { channel: id } = must(await acts.followFeed(URL_OF));
    const state = book.get(id)?.state;
    expect(state?.entries.length).toBeGreaterThan(20);
    expect(state?.entries.length).toBeLessThanOrEqual(100);
    const texts = must(await world.store.feed.keeps.all(WebFeedKeep.text));
    expect(texts).toHaveLength(state?.entries.length ?? 0);
  });

  it('WFD-9 takes a list of feeds and gives one that says the same', async () => {
    const { acts, serve, feeds } = world;
    serve(URL_OF, () => answer(rss(item('one'))));
    serve('https://other.example/', () => fail('unreachable', ''));
    feeds.start();
    const list = writeFeedList([
      { followed: { v: 1, url: URL_OF, name: 'A "quoted" <name>', muted: false, since: 0 }, state: { name: '' } },
      { followed: { v: 1, url: 'https://other.example/', name: 'Other', muted: false, since: 0 }, state: { name: '' } },
    ]);
    expect(must(await acts.importFeeds(list))).toEqual({ followed: 2, known: 0 });
    expect(must(await acts.importFeeds(list))).toEqual({ followed: 0, known: 2 });
    await expect.poll(async () => (await titles(null)).length).toBe(1);
    const given = readFeedList(must(await acts.exportFeeds()).list);
    expect(given).toContainEqual({ url: URL_OF, name: 'Blog & more' });
    expect(given).toContainEqual({ url: 'https://other.example/', name: 'Other' });
    expect(codeOf(await acts.importFeeds('<opml/>'))).toBe('feed-list-unreadable');
    feeds.dispose();
  });
});
