import type { SpaceId } from '@shared/ids.ts';
import { textOfPost } from '@domain/search/searchable.ts';
import { feedDevice, isFeedChain } from '@domain/webfeed/ids.ts';
import { type FeedEntry, MOST_ENTRIES } from '@domain/webfeed/records.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { IndexedChain } from '@ports/searchShelf.ts';
import { entryRecord } from '../webfeeds/webFeedViews.ts';
import { chainName } from './chainPieces.ts';
import { type WebEntries, numbered } from './webEntries.ts';

/** The feeds of the web that are followed, as the index takes them up. */
export interface FollowedFeeds {
  /** All of them; null until it is known which they are. What is in `entries` never changes: other entries are another list. */
  followed(): readonly { readonly feed: SpaceId; readonly entries: readonly FeedEntry[] }[] | null;
  /** Calls back when there is something new of one, and when one is followed or left. */
  listen(listener: () => void): Disposer;
}

/** More numbers of a feed than this, and words of what it says no more are taken out of the index. */
const MOST_NUMBERS = 2 * MOST_ENTRIES;
const NONE = new Uint32Array();

/** What is new in a feed. */
export interface NewEntries {
  readonly feed: SpaceId;
  readonly fresh: readonly { readonly number: number; readonly entry: FeedEntry }[];
  /** What of it is in the index once these are. */
  readonly entries: Uint32Array;
  /** It said much that it says no more, or is not followed any more: words of that have to go. */
  readonly isLeft: boolean;
}

/** Tells what of feeds is not in the index yet, and what in it is of none (SRC-15). */
export class EntryIntake {
  private readonly feeds: FollowedFeeds;
  /** Lists all of which was found in the index. */
  private readonly settled = new WeakSet<readonly FeedEntry[]>();

  constructor(feeds: FollowedFeeds) {
    this.feeds = feeds;
  }

  /** Feeds of which something is to be done. */
  *missing(chains: ReadonlyMap<string, IndexedChain>): Generator<NewEntries> {
    const followed = this.feeds.followed();
    if (followed === null) return;
    yield* leftIn([...chains.values()], new Set(followed.map(({ feed }) => feed)));
    for (const { feed, entries } of followed) {
      const chain = chains.get(chainName({ space: feed, device: feedDevice(feed) }));
      if (chain !== undefined && this.settled.has(entries)) continue;
      const missing = newIn(feed, entries, chain?.entries ?? NONE);
      if (missing.fresh.length > 0 || missing.isLeft) yield missing;
      else if (chain !== undefined) this.settled.add(entries);
    }
  }
}

/** Feeds of which something is in the index, and that are not followed any more. */
function leftIn(chains: readonly IndexedChain[], followed: ReadonlySet<SpaceId>): readonly NewEntries[] {
  const known = chains.filter((chain) => isFeedChain(chain) && (chain.entries?.length ?? 0) > 0);
  const left = known.filter(({ space }) => !followed.has(space));
  return left.map(({ space }) => ({ feed: space, fresh: [], entries: NONE, isLeft: true }));
}

function newIn(feed: SpaceId, entries: readonly FeedEntry[], before: Uint32Array): NewEntries {
  const now = numbered(entries);
  const known = new Set(before);
  const fresh = [...now].flatMap(([number, entry]) => (known.has(number) ? [] : [{ number, entry }]));
  const all = new Set([...before, ...now.keys()]);
  const isLeft = all.size > MOST_NUMBERS;
  return { feed, fresh, entries: Uint32Array.from(isLeft ? now.keys() : all), isLeft };
}

/** The words by which an entry is found. */
export async function wordsOfEntry(feed: SpaceId, entry: FeedEntry, webEntries: WebEntries): Promise<string> {
  const { body } = entryRecord(feed, entry);
  const text = await webEntries.words(entry.id);
  return body === null ? text : `${textOfPost(body)}\n${text}`;
}
