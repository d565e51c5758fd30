/** What the screens may do about feeds of the web. What is followed stands among the channels (`ChannelView.feed`). */
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { Outcome } from './workspaceErrors.ts';

/** A feed before one follows it. */
export interface WebFeedPreview {
  /** Where the feed itself is: on the page that was named, maybe, or elsewhere. */
  readonly url: string;
  readonly name: string;
  readonly description: string;
  readonly entries: number;
  /** Titles of the newest, at most three. */
  readonly newest: readonly string[];
  readonly followed: boolean;
}

/** The acts of feeds of the web, done by the engine. */
export interface WebFeedActs {
  /** Looks at an address of the web: of a feed, or of a page that names one. Nothing is kept. */
  previewFeed(address: string): Outcome<WebFeedPreview>;
  followFeed(address: string): Outcome<{ readonly channel: SpaceId }>;
  /** Fetches it now. Why it was not is in its view, too. */
  refreshFeed(feed: SpaceId): Outcome;
  /** Gets the text of an entry again that was let go (FIL-12). */
  fetchFeedText(entry: EventId): Outcome;
  /** Follows the feeds of a list (OPML) and fetches them one after another. `known`: those that were followed already. */
  importFeeds(list: string): Outcome<{ readonly followed: number; readonly known: number }>;
  /** The feeds one follows as a list (OPML), for another reader of feeds. */
  exportFeeds(): Outcome<{ readonly list: string }>;
}

/** Every name of {@link WebFeedActs}. */
export const webFeedActNames = [
  'previewFeed',
  'followFeed',
  'refreshFeed',
  'fetchFeedText',
  'importFeeds',
  'exportFeeds',
] as const satisfies readonly (keyof WebFeedActs)[];
