import type { SpaceId } from '@shared/ids.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { LiveQuery } from '@ports/query.ts';
import {
  type ChannelActs,
  type ChannelPostView,
  type ChannelsWorkspace,
  pickChannelActs,
} from '../workspace/channelWorkspace.ts';
import type { PostWindow, PostWindowState } from '../workspace/feedViews.ts';

/** Everything a screen sees and does about channels, in one tab. */
export function createChannelsWorkspace({ acts }: { readonly acts: ChannelActs }): ChannelsWorkspace {
  return {
    ...pickChannelActs(acts),
    channels: () => always([]),
    channel: () => always(null),
    openChannelPosts: () => emptyWindow(),
    channelPost: () => always(null),
    article: () => always(null),
    drafts: () => always([]),
    draft: () => always(null),
    editors: () => always([]),
    letters: () => always([]),
    ownLetters: () => always({ name: '', lines: [] }),
    autoReplies: () => always({ rules: [], endpoint: null }),
    unreadChannels: () => always(0),
    channelsFromPeople: () => always([]),
  };
}

function always<T>(value: T): LiveQuery<T> {
  return {
    subscribe: (listener) => {
      listener({ status: 'ready', value });
      return () => undefined;
    },
  };
}

function emptyWindow(): PostWindow<ChannelPostView> {
  const state = writableSnapshot<PostWindowState<ChannelPostView>>({
    status: 'ready',
    posts: [],
    hasOlder: false,
    fresh: 0,
  });
  return { state, showOlder: () => undefined, showNewest: () => undefined, close: () => undefined };
}
