import { err } from '@shared/result.ts';
import { latePosts } from '../feed/latePosts.ts';
import { type ChannelActs, type ChannelsWorkspace, pickChannelActs } from '../workspace/channelWorkspace.ts';
import { type FetchCode, LatePart, NO_CODE, lateQueries } from '@ports/latePart.ts';
import type { SitePart } from '../workspace/siteWorkspace.ts';
import type { ChannelCodeParts } from './channelCode.ts';
import type { ChannelReads } from './channelReads.ts';

/** What channels are read and done with. */
export interface ChannelParts extends Omit<ChannelCodeParts, 'acts'> {
  readonly acts: ChannelActs & ChannelCodeParts['acts'];
}

/** Channels in any tab: what they are read with is fetched when it is first asked for. */
export function createLateChannels(
  parts: ChannelParts,
  fetchCode: FetchCode,
): { readonly channels: ChannelsWorkspace } & SitePart {
  const code = new LatePart(async () => (await fetchCode(() => import('./channelCode.ts'))).joinChannelReads(parts));
  const reads: LatePart<ChannelReads> = new LatePart(async () => (await code.fetch()).reads);
  return {
    channels: {
      ...pickChannelActs(parts.acts),
      ...lateQueries(reads, [
        'channels',
        'channel',
        'channelPost',
        'article',
        'paidState',
        'terms',
        'ownDues',
        'drafts',
        'draft',
        'editors',
        'letters',
        'ownLetters',
        'autoReplies',
        'unreadChannels',
        'channelsFromPeople',
      ]),
      openChannelPosts: (channel) => latePosts(reads, (of) => of.openChannelPosts(channel)),
    },
    exportSite: async (channel, wish) => {
      const fetched = await code.fetch().catch(() => null);
      return fetched === null ? err(NO_CODE) : fetched.exportSite(channel, wish);
    },
  };
}
