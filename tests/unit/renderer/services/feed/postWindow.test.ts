import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import { type PostRecord, textPost } from '@domain/feed/post.ts';
import { FeedVerb } from '@domain/feed/project.ts';
import type { LiveQuery } from '@ports/query.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { FEED_PAGE, MOST_PAGES, SlidingPostWindow, type ViewPost } from '@services/feed/postWindow.ts';
import type { PostView } from '@services/workspace/feedViews.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import { circle, posted, saidOf } from '../../../../support/shared/feedEvents.ts';
import { until } from '../../../../support/shared/until.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { Chain, alice, bob } from '../../../../support/shared/storeFixtures.ts';

let store: MemoryDocumentStore;
let chain: Chain;
let views: ReturnType<typeof writableSnapshot<ViewPost<PostView>>>;
const opened: SlidingPostWindow<PostView>[] = [];

/** As much of a view as tells one post, and what was said about it, from another. */
function viewOf(post: PostRecord, notes: readonly NoteRecord[], own = false): PostView {
  const person = { account: post.author, name: 'Bob', picture: null, own };
  const shown = { body: post.body, story: null, likes: [], ownMark: null, saved: false, seen: false };
  const place = { id: post.id, space: post.space, at: post.at, editedAt: notes.at(-1)?.at ?? null, expires: null };
  return { ...place, ...shown, person, remarks: [] };
}

function open(): SlidingPostWindow<PostView> {
  const query: LiveQuery<ViewPost<PostView>> = snapshotQuery(views);
  const window = new SlidingPostWindow<PostView>({ feed: store.feed, shelf: { lane: 'moments' }, views: query });
  opened.push(window);
  return window;
}

async function say(count: number, from: number): Promise<void> {
  const events = Array.from({ length: count }, (_, n) => posted(chain, from + n, { body: textPost(`${from + n}`) }));
  const kept = await store.admit(events, 'relaxed');
  if (!kept.ok) throw new Error(kept.error.message);
  await settle();
}

const textsOf = (window: SlidingPostWindow<PostView>) => window.state.get().posts.map(({ body }) => Number(body?.text));
const down = (from: number, count: number) => Array.from({ length: count }, (_, n) => from - n);

beforeEach(async () => {
  for (const window of opened.splice(0)) window.close();
  store = new MemoryDocumentStore();
  await store.open(alice);
  chain = new Chain(bob, 'phone', circle);
  views = writableSnapshot<ViewPost<PostView>>((post, notes) => viewOf(post, notes));
});

describe('a window over many posts', () => {
  it('FED-12 shows the newest, and older ones page by page to the end', async () => {
    await say(70, 1000);
    const window = open();
    await settle();
    expect(textsOf(window)).toEqual(down(1069, FEED_PAGE));
    expect(window.state.get()).toMatchObject({ status: 'ready', hasOlder: true, fresh: 0 });
    window.showOlder();
    window.showOlder();
    await settle();
    expect(textsOf(window)).toEqual(down(1069, 2 * FEED_PAGE));
    window.showOlder();
    await settle();
    expect(textsOf(window)).toEqual(down(1069, 70));
    expect(window.state.get().hasOlder).toBe(false);
  });

  it('FED-12 what comes later is counted and waits; what comes late stands where it belongs', async () => {
    await say(40, 1000);
    const window = open();
    await settle();
    await say(3, 2000);
    expect(window.state.get()).toMatchObject({ fresh: 3 });
    expect(textsOf(window)[0]).toBe(1039);
    const late = posted(new Chain(bob, 'tablet', circle), 1038, { body: textPost('7') });
    await store.admit([late], 'relaxed');
    await settle();
    expect(textsOf(window)).toContain(7);
    expect(textsOf(window)[0]).toBe(1039);
    window.showNewest();
    await settle();
    expect(window.state.get().fresh).toBe(0);
    expect(textsOf(window).slice(0, 4)).toEqual([2002, 2001, 2000, 1039]);
  });

  it('FED-12 shows at once what the person themselves said, and whatever comes where nothing is shown', async () => {
    const window = open();
    await settle();
    expect(window.state.get()).toMatchObject({ status: 'ready', posts: [] });
    await say(2, 1000);
    expect(textsOf(window)).toEqual([1001, 1000]);
    window.close();
    const other = open();
    await settle();
    await say(1, 2000);
    expect(other.state.get().fresh).toBe(1);
    views.set((post, notes) => viewOf(post, notes, post.at >= 3000));
    await say(1, 3000);
    await settle();
    expect(textsOf(other)).toEqual([3000, 2000, 1001, 1000]);
  });

  it('FED-12 what is not to be seen makes no page shorter', async () => {
    await say(200, 1000);
    views.set((post, notes) => (post.at < 1150 ? viewOf(post, notes) : null));
    const window = open();
    await settle();
    expect(textsOf(window).length).toBeGreaterThanOrEqual(FEED_PAGE / 2);
    expect(textsOf(window)[0]).toBe(1149);
  });

  it.each([MOST_PAGES + 3, 5 * MOST_PAGES + 100])(
    'FED-12 what is to be seen stays though %d pages below it are not',
    async (pages) => {
      await say(FEED_PAGE * pages, 1000);
      await say(5, 9000);
      views.set((post, notes) => (post.at >= 9000 || post.at === 1000 ? viewOf(post, notes) : null));
      const window = open();
      const whole = [9004, 9003, 9002, 9001, 9000, 1000];
      await until(() => !window.state.get().hasOlder);
      await until(() => textsOf(window).length === whole.length);
      expect(textsOf(window)).toEqual(whole);
      await say(2, 9100);
      await until(() => window.state.get().fresh === 2);
      window.showNewest();
      await until(() => textsOf(window).length === whole.length + 2);
      expect(textsOf(window)).toEqual([9101, 9100, ...whole]);
      expect(window.state.get().fresh).toBe(0);
    },
  );

  it('FED-12 what was hidden stands where it belongs once it is to be seen', async () => {
    await say(FEED_PAGE * 4, 1000);
    await say(2, 9000);
    views.set((post, notes) => (post.at >= 9000 ? viewOf(post, notes) : null));
    const window = open();
    await until(() => textsOf(window).length === 2 && !window.state.get().hasOlder);
    views.set((post, notes) => viewOf(post, notes));
    await until(() => textsOf(window).length > 2);
    expect(textsOf(window)).toEqual([9001, 9000, ...down(1000 + FEED_PAGE * 4 - 1, FEED_PAGE * 4)]);
  });

  it('FED-12 keeps no more than so many pages, and goes back to the newest when asked', async () => {
    const many = FEED_PAGE * (MOST_PAGES + 2) - 5;
    await say(many, 1000);
    const window = open();
    await settle();
    for (let page = 0; page < MOST_PAGES + 2; page += 1) {
      window.showOlder();
      await settle();
    }
    const { posts, fresh } = window.state.get();
    expect(posts).toHaveLength(FEED_PAGE * MOST_PAGES - 5);
    expect(posts.at(-1)?.at).toBe(1000);
    expect(fresh).toBe(FEED_PAGE * 2);
    window.showNewest();
    await settle();
    expect(textsOf(window)[0]).toBe(1000 + many - 1);
  });

  it('FED-12 what is said about one post makes no other a new view', async () => {
    await say(3, 1000);
    const window = open();
    await settle();
    const before = window.state.get().posts;
    const [newest] = before;
    if (newest === undefined) throw new Error('nothing shown');
    await store.admit([saidOf(chain, 5000, { verb: FeedVerb.deleted, post: newest.id })], 'relaxed');
    await settle();
    const after = window.state.get().posts;
    expect(after[0]?.editedAt).toBe(5000);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).toBe(before[2]);
  });
});
