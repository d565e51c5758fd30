import { useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import type { SharedPost } from '@domain/feed/sharedPost.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { sharedOf } from '@services/channels/passedPost.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ChannelPostView, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NOTHING = snapshotQuery(writableSnapshot<ChannelPostView | null>(null));
const NO_CHANNEL = snapshotQuery(writableSnapshot<ChannelView | null>(null));

/** What is said of a post of a channel that is passed on; null until it was read, and where it is not here. */
export function useSharedPost(id: EventId | null): SharedPost | null {
  const { channels } = useWorkspace();
  const post = useQueryValue<ChannelPostView | null>(
    useMemo(() => (id === null ? NOTHING : channels.channelPost(id)), [channels, id]),
    null,
  );
  const of = post?.channel ?? null;
  const channel = useQueryValue<ChannelView | null>(
    useMemo(() => (of === null ? NO_CHANNEL : channels.channel(of)), [channels, of]),
    null,
  );
  return useMemo(() => (post === null ? null : sharedOf(post, channel)), [post, channel]);
}
