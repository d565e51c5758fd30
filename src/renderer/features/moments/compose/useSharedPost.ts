import { useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import { readChannelLink } from '@domain/channel/link.ts';
import { MAX_TITLE } from '@domain/feed/post.ts';
import type { SharedPost } from '@domain/feed/sharedPost.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ChannelPostView, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NOTHING = snapshotQuery(writableSnapshot<ChannelPostView | null>(null));
const NO_CHANNEL = snapshotQuery(writableSnapshot<ChannelView | null>(null));
/** Of a post without a title its first words stand for one. */
const WORDS = 80;

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

/** A post as it is passed on: what it is called is the sender's word until the post itself is there. */
export function sharedOf(
  { id, channel, person, article, body }: ChannelPostView,
  of: Pick<ChannelView, 'link'> | null,
): SharedPost {
  const title = article?.title ?? [...(body?.text.trim().split('\n')[0] ?? '')].slice(0, WORDS).join('');
  const shared = { channel, post: id, name: person.name.slice(0, MAX_TITLE), title: title.slice(0, MAX_TITLE) };
  const link = of === null ? null : readChannelLink(of.link);
  return link?.ok === true ? { ...shared, link: { key: link.value.key, signaling: link.value.signaling } } : shared;
}
