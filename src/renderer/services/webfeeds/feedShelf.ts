import type { FeedStore, PostRange } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { PostKey, PostRecord } from '@domain/feed/post.ts';
import { type Result, ok } from '@shared/result.ts';
import type { StoreError } from '@ports/recordTable.ts';
import { combineQueries, firstReady, mapQuery } from '../workspace/liveQueries.ts';
import { type SeenFeed, entryRecord } from './webFeedViews.ts';

/** The part of a store that a window over posts reads. */
export type PostShelves = Pick<FeedStore, 'page' | 'watchPage' | 'watchNotes'>;

/** The posts of channels with the entries of feeds among them, in the same order. */
export function withEntries(posts: PostShelves, seen: LiveQuery<readonly SeenFeed[]>): PostShelves {
  const entries = (range: PostRange) => (feeds: readonly SeenFeed[]) => entriesIn(feeds, range);
  return {
    page: async (range): Promise<Result<readonly PostRecord[], StoreError>> => {
      const feeds = (await firstReady(seen)) ?? [];
      const own = entriesIn(feeds, range);
      const page = await posts.page(range);
      return page.ok ? ok(joined(page.value, own, range.limit)) : page;
    },
    watchPage: (range) =>
      combineQueries(posts.watchPage(range), mapQuery(seen, entries(range)), (page, own) =>
        joined(page, own, range.limit),
      ),
    watchNotes: (ids) => posts.watchNotes(ids),
  };
}

/** The records made before: what did not change is the same thing, so that it is not drawn again. */
const made = new WeakMap<object, PostRecord>();

function entriesIn(feeds: readonly SeenFeed[], range: PostRange): readonly PostRecord[] {
  const { before, after = null } = range;
  return feeds
    .filter((one) => isOn(one, range))
    .flatMap(({ feed, state }) =>
      state.entries
        .filter((entry) => (before === null || isOlder(entry, before)) && (after === null || isOlder(after, entry)))
        .map((entry) => {
          const record = made.get(entry) ?? entryRecord(feed, entry);
          made.set(entry, record);
          return record;
        }),
    );
}

function isOn({ feed, followed }: SeenFeed, { lane, space }: PostRange): boolean {
  return space === undefined ? lane === 'channels' && !followed.muted : space === feed;
}

/** Newest first; of equal times the greater id, as the store has them. */
function joined(one: readonly PostRecord[], other: readonly PostRecord[], limit: number): readonly PostRecord[] {
  if (other.length === 0) return one;
  return [...one, ...other].toSorted((left, right) => (isOlder(left, right) ? 1 : -1)).slice(0, limit);
}

function isOlder(one: PostKey, other: PostKey): boolean {
  return one.at === other.at ? one.id < other.id : one.at < other.at;
}
