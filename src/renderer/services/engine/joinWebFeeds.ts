import type { EventJournal } from '../journal/eventJournal.ts';
import { FeedKeeper } from '../feed/feedKeeper.ts';
import { FeedBook } from '../webfeeds/feedBook.ts';
import { type SharedActs, createWebFeedActs, withFeeds } from '../webfeeds/webFeedActs.ts';
import { WebFeeds } from '../webfeeds/webFeeds.ts';
import type { WebFeedActs } from '../workspace/webFeedWorkspace.ts';
import type { EngineParts } from './engineParts.ts';

/** Feeds of the web in a running engine. */
export interface JoinedWebFeeds {
  readonly book: FeedBook;
  readonly feeds: WebFeeds;
  /** With those acts of channels that are done with feeds, too. */
  readonly withFeeds: (channels: SharedActs) => WebFeedActs & SharedActs;
}

/** Joins feeds of the web to the host that fetches them. The book has yet to be loaded. */
export function joinWebFeeds(parts: EngineParts, { journal }: { readonly journal: EventJournal }): JoinedWebFeeds {
  const { store, clock, host, random, webFeeds = NO_READERS } = parts;
  const keeper = new FeedKeeper({ store, journal, clock });
  const book = new FeedBook({ store, keeper, now: () => clock.now() });
  const feeds = new WebFeeds({ ...webFeeds, host, clock, random, book });
  const acting = { feeds, book, clock };
  return { book, feeds, withFeeds: (channels) => ({ ...createWebFeedActs(acting), ...withFeeds(channels, acting) }) };
}

/** Where there is nothing to read feeds with none can be followed. */
const NO_READERS: NonNullable<EngineParts['webFeeds']> = {
  readFeed: () => Promise.resolve({ found: 'nothing', why: 'no-feed' }),
  readList: () => Promise.resolve([]),
  articles: { readHtml: () => Promise.resolve([]), readMarkdown: () => Promise.resolve([]) },
};
