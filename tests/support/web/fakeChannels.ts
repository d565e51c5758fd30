import type { Result } from '@shared/result.ts';
import { fail } from '@shared/result.ts';
import type { LiveQuery } from '@ports/query.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { type ChannelActs, type ChannelsPart, channelActNames } from '@services/workspace/channelWorkspace.ts';

/** Channels that are none, for screens that do not show them. */
export function createFakeChannels(): { readonly workspace: ChannelsPart } {
  const refused = (): Promise<Result<never, { code: 'channel-missing'; message: string }>> =>
    Promise.resolve(fail('channel-missing', 'the fake has no channels'));
  const acts = Object.fromEntries(channelActNames.map((name) => [name, refused])) as unknown as ChannelActs;
  return {
    workspace: {
      ...acts,
      channels: {
        ...acts,
        channels: () => always([]),
        channel: () => always(null),
        openChannelPosts: () => ({
          state: writableSnapshot({ status: 'ready' as const, posts: [], hasOlder: false, fresh: 0 }),
          showOlder: () => undefined,
          showNewest: () => undefined,
          close: () => undefined,
        }),
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
      },
    },
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
