import { useCallback, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { ChannelPostView } from '@services/workspace/channelWorkspace.ts';
import type { PostWindowState } from '@services/workspace/feedViews.ts';
import { useOpened } from '@ui/hooks/useOpened.ts';
import { useChannels } from './useChannels.ts';

/** Posts as they are shown now, and the way to more. */
export interface ShownPosts extends PostWindowState<ChannelPostView> {
  readonly showOlder: () => void;
  readonly showNewest: () => void;
}

const LOADING: PostWindowState<ChannelPostView> = { status: 'loading', posts: [], hasOlder: false, fresh: 0 };

/** Posts of a channel, or with null of all that are followed. */
export function usePosts(channel: SpaceId | null): ShownPosts {
  const channels = useChannels();
  const open = useCallback(() => {
    const posts = channels.openChannelPosts(channel);
    // Not a copy of it: what a window has may be its class's.
    return {
      state: posts.state,
      showOlder: () => posts.showOlder(),
      showNewest: () => posts.showNewest(),
      dispose: () => posts.close(),
    };
  }, [channels, channel]);
  const shown = useOpened(open);
  return useMemo(
    () => ({
      ...(shown?.state ?? LOADING),
      showOlder: () => shown?.opened.showOlder(),
      showNewest: () => shown?.opened.showNewest(),
    }),
    [shown],
  );
}
