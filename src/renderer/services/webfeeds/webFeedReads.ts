import type { EventId, SpaceId } from '@shared/ids.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { entryText, plainBlocks } from '@domain/webfeed/document.ts';
import { feedSpace } from '@domain/webfeed/ids.ts';
import { type FeedState, WebFeedKeep, freshState, readFollow, readState } from '@domain/webfeed/records.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { SlidingPostWindow, type ViewPost } from '../feed/postWindow.ts';
import { asyncQuery, combineQueries, firstReady, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import type { ChannelReads } from '../channels/channelReads.ts';
import type { ChannelPostView } from '../workspace/channelWorkspace.ts';
import { withEntries } from './feedShelf.ts';
import { type SeenFeed, entryRecord, entryView, feedView, seenFeed } from './webFeedViews.ts';

/** What the reads of feeds work with. */
export interface WebFeedReadParts {
  readonly feed: FeedStore;
  /** How posts of channels are shown; `isAll`: among those of all. */
  readonly postViews: (isAll: boolean) => LiveQuery<ViewPost<ChannelPostView>>;
  /** Gets the text of an entry again that was let go. */
  readonly fetchText: (entry: EventId) => Promise<unknown>;
}

/** The channels of a tab, with the feeds of the web that are followed among them (WFD-6). */
export function withWebFeeds(channels: ChannelReads, { feed, postViews, fetchText }: WebFeedReadParts): ChannelReads {
  const seen = watchFeeds(feed);
  const shelves = withEntries(feed, seen);
  const readOrFetch = async (post: EventId): Promise<ArticleDocument | null> => {
    const here = await readText(feed, post);
    if (here !== null) return here;
    await fetchText(post);
    return (await readText(feed, post)) ?? firstWords((await firstReady(seen)) ?? [], post);
  };
  const views = (isAll: boolean) =>
    combineQueries(postViews(isAll), seen, (ofChannel, feeds): ViewPost<ChannelPostView> => {
      const byId = new Map(feeds.map((one) => [one.feed, one]));
      return (post, notes) => {
        const one = byId.get(post.space);
        return one === undefined ? ofChannel(post, notes) : entryView(one, post);
      };
    });
  return {
    ...channels,
    channels: () =>
      combineQueries(channels.channels(), seen, (all, feeds) =>
        [...all, ...feeds.map(feedView)].toSorted((one, other) => (other.newest?.at ?? 0) - (one.newest?.at ?? 0)),
      ),
    channel: (id) =>
      switchQuery(feedOf(seen, id), (one) =>
        one === null ? channels.channel(id) : mapQuery(seen, (feeds) => viewOf(feeds, id)),
      ),
    openChannelPosts: (channel) =>
      new SlidingPostWindow<ChannelPostView>({
        feed: shelves,
        shelf: channel === null ? { lane: 'channels' } : { space: channel },
        views: views(channel === null),
      }),
    channelPost: (post) =>
      combineQueries(channels.channelPost(post), seen, (ofChannel, feeds) => ofChannel ?? entryIn(feeds, post)),
    article: (post) =>
      switchQuery(markOf(seen, post), (mark) =>
        mark === null ? channels.article(post) : asyncQuery(() => readOrFetch(post)),
      ),
    unreadChannels: () =>
      combineQueries(channels.unreadChannels(), seen, (unread, feeds) =>
        feeds.map(feedView).reduce((sum, one) => (one.muted ? sum : sum + one.unread), unread),
      ),
  };
}

function watchFeeds({ keeps }: FeedStore): LiveQuery<readonly SeenFeed[]> {
  const read = rememberStates();
  return combineQueries(keeps.watchAll(WebFeedKeep.follow), keeps.watchAll(WebFeedKeep.state), (follows, states) => {
    const stateOf = new Map(states.map((row) => [row.id, row]));
    return follows.flatMap((row) => {
      const followed = readFollow(row);
      if (followed === null) return [];
      const id = feedSpace(followed.url);
      const kept = stateOf.get(id);
      const state = kept === undefined ? null : read(kept);
      return [seenFeed(id, followed, state ?? freshState(followed.name, followed.since))];
    });
  });
}

/** Rows that say the same are not read again, and their entries stay the same things. */
function rememberStates(): (row: FeedKeep) => FeedState | null {
  const known = new Map<string, { readonly bytes: Uint8Array; readonly state: FeedState | null }>();
  return ({ id, bytes }) => {
    const before = known.get(id);
    if (before !== undefined && equalBytes(before.bytes, bytes)) return before.state;
    const state = readState({ bytes });
    known.set(id, { bytes, state });
    return state;
  };
}

function feedOf(seen: LiveQuery<readonly SeenFeed[]>, id: SpaceId): LiveQuery<string | null> {
  return distinct(mapQuery(seen, (feeds) => feeds.find(({ feed }) => feed === id)?.feed ?? null));
}

/** Changes with what an entry says, and when its text comes or goes; null for what is no entry of a feed. */
function markOf(seen: LiveQuery<readonly SeenFeed[]>, post: EventId): LiveQuery<string | null> {
  return distinct(
    mapQuery(seen, (feeds) => {
      const found = find(feeds, post);
      return found === null ? null : `${found.entry.mark} ${found.entry.text?.at ?? ''}`;
    }),
  );
}

/** What an entry is shown as whose text is not to be had: how it begins, and where all of it is. */
function firstWords(feeds: readonly SeenFeed[], post: EventId): ArticleDocument | null {
  const found = find(feeds, post);
  if (found === null) return null;
  const { words, link } = found.entry;
  return entryText(plainBlocks(words), { files: [], link });
}

function distinct(query: LiveQuery<string | null>): LiveQuery<string | null> {
  return {
    subscribe: (listener) => {
      let last: string | null | undefined;
      return query.subscribe((state) => {
        if (state.status === 'ready') {
          if (state.value === last) return;
          last = state.value;
        }
        listener(state);
      });
    },
  };
}

function find(feeds: readonly SeenFeed[], post: EventId) {
  for (const seen of feeds) {
    const entry = seen.state.entries.find(({ id }) => id === post);
    if (entry !== undefined) return { seen, entry };
  }
  return null;
}

function viewOf(feeds: readonly SeenFeed[], id: SpaceId) {
  const seen = feeds.find(({ feed }) => feed === id);
  return seen === undefined ? null : feedView(seen);
}

function entryIn(feeds: readonly SeenFeed[], post: EventId): ChannelPostView | null {
  const found = find(feeds, post);
  if (found === null) return null;
  const view = entryView(found.seen, entryRecord(found.seen.feed, found.entry));
  // What a list shows of it is how its text begins: beside the text it would stand there twice.
  return view.article === null ? view : { ...view, article: { ...view.article, summary: '' } };
}

async function readText({ keeps }: FeedStore, post: EventId): Promise<ArticleDocument | null> {
  const row = await keeps.get(WebFeedKeep.text, post);
  const read = row.ok && row.value !== null ? decodeArticle(row.value.bytes) : null;
  return read?.ok === true ? read.value : null;
}
