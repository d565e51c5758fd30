import { latePosts } from '../feed/latePosts.ts';
import { type ChannelActs, type ChannelsWorkspace, pickChannelActs } from '../workspace/channelWorkspace.ts';
import { type LateParts, askLate, lateQueries } from '@ports/latePart.ts';
import type { SitePart } from '../workspace/siteWorkspace.ts';
import type { ChannelCodeParts } from './channelCode.ts';

/** What channels are read and done with. */
export interface ChannelParts extends Omit<ChannelCodeParts, 'acts'> {
  readonly acts: ChannelActs & ChannelCodeParts['acts'];
}

/** Channels in any tab: what they are read with is fetched when it is first asked for. */
export function createLateChannels(
  parts: ChannelParts,
  lateParts: LateParts,
): { readonly channels: ChannelsWorkspace } & SitePart {
  const late = lateParts.part(
    () => import('./channelCode.ts'),
    ({ joinChannelReads }) => joinChannelReads(parts),
  );
  return {
    channels: {
      ...pickChannelActs(parts.acts),
      ...lateQueries(late, [
        'channels',
        'channel',
        'channelPost',
        'article',
        'paidState',
        'terms',
        'sellers',
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
      openChannelPosts: (channel) => latePosts(late, (of) => of.openChannelPosts(channel)),
    },
    exportSite: (channel, wish) => askLate(late, (part) => part.exportSite(channel, wish)),
  };
}
