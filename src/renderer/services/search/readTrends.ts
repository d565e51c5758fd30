import { cleanWords } from '@shared/cleanLine.ts';
import { foldPost } from '@domain/feed/fold.ts';
import { type Lane, type PostKey, type PostRecord, lanes } from '@domain/feed/post.ts';
import { textOfPost } from '@domain/search/searchable.ts';
import { SPANS_BEFORE, type Trend, TrendCounter, type TrendSpan } from '@domain/search/trends.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import { WorkSlice } from '../replication/workSlice.ts';
import type { IsShown } from './shownPosts.ts';
import type { WebEntries } from './webEntries.ts';

/** What counting reads. */
export type TrendFeed = Pick<FeedStore, 'page' | 'notes' | 'marks'>;

/** What trends are counted with. */
export interface TrendParts {
  readonly feed: TrendFeed;
  readonly webEntries: Pick<WebEntries, 'since'>;
  readonly clock: Clock;
  /** Which posts are counted; null where that can't be read: none are. */
  readonly shown: () => Promise<IsShown | null>;
}

/** Posts read at once. */
const PAGE = 200;
/** Most posts of a lane that are counted: the newest. */
const MOST_POSTS = 5000;

/** What rises in the posts that are here, of people and of channels as they stand now, and in what feeds of the web say. */
export async function readTrends(
  { feed, webEntries, clock, shown }: TrendParts,
  span: TrendSpan,
): Promise<readonly Trend[]> {
  const now = clock.now();
  const isCounted = await standing({ feed, shown }, now);
  const counter = new TrendCounter(span, now);
  const since = TrendCounter.startOf(span, now, 1 + SPANS_BEFORE);
  const slice = new WorkSlice(clock);
  for (const lane of lanes) {
    for await (const posts of pagesOf(feed, lane, since)) {
      slice.renew();
      for (const post of await counted(feed, posts.filter(isCounted))) {
        counter.add(post);
        if (slice.isOver) await slice.letGo();
      }
    }
  }
  for (const { space, id, at, lane, body } of await webEntries.since(since, MOST_POSTS)) {
    if (body === null || at > now) continue;
    counter.add({ space, post: id, at, lane, text: cleanWords(textOfPost(body)) });
    if (slice.isOver) await slice.letGo();
  }
  return counter.trends();
}

async function* pagesOf(feed: TrendFeed, lane: Lane, since: number): AsyncGenerator<readonly PostRecord[]> {
  let before: PostKey | null = null;
  for (let read = 0; read < MOST_POSTS; read += PAGE) {
    const page: Awaited<ReturnType<TrendFeed['page']>> = await feed.page({ lane, before, limit: PAGE });
    const posts = page.ok ? page.value.filter(({ at }) => at >= since) : [];
    yield posts;
    const last = posts.at(-1);
    if (last === undefined || posts.length < PAGE) return;
    before = { at: last.at, id: last.id };
  }
}

/** Which posts are there to be seen: of somebody who is shown, not over or yet to come, and not put away. */
async function standing(
  { feed, shown }: Pick<TrendParts, 'feed' | 'shown'>,
  now: number,
): Promise<(post: PostRecord) => boolean> {
  const [isShown, marks] = await Promise.all([shown(), feed.marks.all()]);
  const hidden = new Set(marks.ok ? marks.value.filter((mark) => mark.hidden).map(({ post }) => post) : []);
  return (post) => {
    const { id, at, expires } = post;
    return (expires === null || expires > now) && at <= now && !hidden.has(id) && isShown?.(post) === true;
  };
}

async function counted(feed: TrendFeed, posts: readonly PostRecord[]) {
  const notes = await feed.notes(posts.map(({ id }) => id));
  return posts.flatMap((post) => {
    const { body } = foldPost(post, notes.ok ? (notes.value.get(post.id) ?? []) : []);
    if (body === null) return [];
    return [{ space: post.space, post: post.id, at: post.at, lane: post.lane, text: cleanWords(textOfPost(body)) }];
  });
}
