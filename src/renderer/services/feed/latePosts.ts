import type { PostView, PostWindow, PostWindowState } from '../workspace/feedViews.ts';
import type { LatePart } from '@ports/latePart.ts';

const EMPTY = { posts: [], hasOlder: false, fresh: 0 } as const;

/** A window over posts that a part opens once its code is here. */
export function latePosts<Part, View extends PostView>(
  late: LatePart<Part>,
  open: (part: Part) => PostWindow<View>,
): PostWindow<View> {
  const states = { waiting: { status: 'loading', ...EMPTY }, failed: { status: 'failed', ...EMPTY } } as const;
  const posts = late.open<PostWindowState<View>, PostWindow<View>>(open, states);
  return {
    state: posts.state,
    showOlder: () => posts.with((of) => of.showOlder()),
    showNewest: () => posts.with((of) => of.showNewest()),
    close: () => posts.close(),
  };
}
