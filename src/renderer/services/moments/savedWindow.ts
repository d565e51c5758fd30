import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { PostWindow, PostWindowState } from '../workspace/feedViews.ts';
import { asyncQuery, combineQueries, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import type { MomentView } from '../workspace/momentsWorkspace.ts';
import { type MomentSight, momentView } from './momentViews.ts';

/** Most saved posts that are shown at a time. */
const PAGE = 60;

/** A window over what the person put by, the last first. */
export function savedWindow(parts: {
  readonly feed: Pick<FeedStore, 'posts' | 'watchNotes' | 'marks'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly sight: LiveQuery<MomentSight>;
}): PostWindow<MomentView> {
  const state = writableSnapshot<PostWindowState<MomentView>>({
    status: 'loading',
    posts: [],
    hasOlder: false,
    fresh: 0,
  });
  let most = PAGE;
  let stop = watch();
  function watch() {
    return watchSaved(parts, most).subscribe((next) => {
      if (next.status === 'failed') state.set({ ...state.get(), status: 'failed' });
      if (next.status === 'ready') state.set({ status: 'ready', fresh: 0, ...next.value });
    });
  }
  const show = (count: number) => {
    const before = stop;
    most = count;
    stop = watch();
    before();
  };
  return {
    state,
    showOlder: () => (state.get().hasOlder ? show(most + PAGE) : undefined),
    showNewest: () => show(PAGE),
    close: () => stop(),
  };
}

function watchSaved(
  { feed, clock, sight }: Parameters<typeof savedWindow>[0],
  most: number,
): LiveQuery<Pick<PostWindowState<MomentView>, 'posts' | 'hasOlder'>> {
  const saved = mapQuery(feed.marks.watchAll(), (marks) =>
    marks
      .flatMap(({ post, saved: at }) => (at === null ? [] : [{ post, at }]))
      .toSorted((one, other) => other.at - one.at)
      .map(({ post }) => post),
  );
  return switchQuery(saved, (ids) => {
    const shown = ids.slice(0, most);
    const rows = combineQueries(
      asyncQuery(() => feed.posts(shown)),
      feed.watchNotes(shown),
      (posts, said) => ({
        posts: posts.ok ? posts.value : [],
        said,
      }),
    );
    return combineQueries(rows, sight, ({ posts, said }, seen) => ({
      posts: posts.flatMap(
        (post) => momentView(seen, post, { notes: said.get(post.id) ?? [], now: clock.now() }) ?? [],
      ),
      hasOlder: ids.length > most,
    }));
  });
}
