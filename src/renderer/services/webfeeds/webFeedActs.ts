import { ok } from '@shared/result.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { ChannelActs } from '../workspace/channelWorkspace.ts';
import { outcomeOf } from '../workspace/failures.ts';
import type { WebFeedActs } from '../workspace/webFeedWorkspace.ts';
import type { FeedBook } from './feedBook.ts';
import { writeFeedList } from './feedList.ts';
import type { WebFeeds } from './webFeeds.ts';

/** What the acts work with. */
export interface WebFeedActParts {
  readonly feeds: WebFeeds;
  readonly book: FeedBook;
  readonly clock: Pick<Clock, 'now'>;
}

/** See `WebFeedActs`. */
export function createWebFeedActs({ feeds, book }: WebFeedActParts): WebFeedActs {
  return {
    previewFeed: (address) => feeds.preview(address),
    followFeed: (address) => feeds.follow(address),
    refreshFeed: (feed) => feeds.refresh(feed),
    fetchFeedText: (entry) => feeds.fetchText(entry),
    importFeeds: (list) => feeds.import(list),
    exportFeeds: () => Promise.resolve(ok({ list: writeFeedList(book.all()) })),
  };
}

/** Acts of channels that one does with a feed, too: it stands among them (WFD-6). */
export type SharedActs = Pick<ChannelActs, 'unfollowChannel' | 'muteChannel' | 'readChannel'>;

/** The same acts for channels and feeds. */
export function withFeeds(channels: SharedActs, { book, clock }: WebFeedActParts): SharedActs {
  const isFeed = (id: SpaceId) => book.get(id) !== null;
  return {
    unfollowChannel: async (id) => (isFeed(id) ? outcomeOf(await book.unfollow(id)) : channels.unfollowChannel(id)),
    muteChannel: async (id, muted) =>
      isFeed(id) ? outcomeOf(await book.mute(id, muted)) : channels.muteChannel(id, muted),
    readChannel: async (id) => {
      if (!isFeed(id)) return channels.readChannel(id);
      return outcomeOf(await book.change(id, (state) => ({ state: { ...state, readAt: clock.now() } })));
    },
  };
}
