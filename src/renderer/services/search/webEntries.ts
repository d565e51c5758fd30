import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import { articleText } from '@domain/article/words.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import { entryNumber, feedSpace } from '@domain/webfeed/ids.ts';
import { type FeedEntry, type FeedState, WebFeedKeep, readFollow, readState } from '@domain/webfeed/records.ts';
import type { FeedKeeps } from '@ports/feedStore.ts';
import type { StoreError } from '@ports/recordTable.ts';
import { entryRecord } from '../webfeeds/webFeedViews.ts';
import { WordMemory } from './wordMemory.ts';

/** Entries of feeds of the web that are followed, as finding reads them (SRC-15). */
export interface WebEntries {
  /** What a feed says under a number (`entryNumber`), as it stands among posts; null where it says so no more, or is not followed. */
  find(feed: SpaceId, number: number): Promise<Result<PostRecord | null, StoreError>>;
  /** The words of an entry's text; none where it is not here. */
  words(entry: EventId): Promise<string>;
  /** All that feeds say that are followed, from a time on, newest first, `most` at most; none where they cannot be read. */
  since(at: number, most: number): Promise<readonly PostRecord[]>;
}

/** Reads them where they are kept. What did not change is not decoded again. */
export function createWebEntries(keeps: Pick<FeedKeeps, 'get' | 'all'>): WebEntries {
  const stateOf = stateReader();
  const memory = new WordMemory<string>();
  return {
    find: async (feed, number) => {
      const [followed, kept] = await Promise.all([
        keeps.get(WebFeedKeep.follow, feed),
        keeps.get(WebFeedKeep.state, feed),
      ]);
      if (!followed.ok) return followed;
      if (!kept.ok) return kept;
      if (followed.value === null || kept.value === null || readFollow(followed.value) === null) return ok(null);
      const entry = stateOf(kept.value)?.numbered.get(number);
      return ok(entry === undefined ? null : entryRecord(feed, entry));
    },
    words: async (entry) => {
      const row = await keeps.get(WebFeedKeep.text, entry);
      if (!row.ok || row.value === null) return '';
      // The same text was kept at the same time.
      const name = `${entry} ${row.value.at}`;
      const words = memory.get(name) ?? wordsIn(row.value);
      memory.keep(name, words);
      return words;
    },
    since: async (at, most) => {
      const [follows, states] = await Promise.all([keeps.all(WebFeedKeep.follow), keeps.all(WebFeedKeep.state)]);
      const kept = new Map(states.ok ? states.value.map((row) => [row.id, row]) : []);
      const records = (follows.ok ? follows.value : []).flatMap((row) => {
        const followed = readFollow(row);
        const feed = followed === null ? null : feedSpace(followed.url);
        const state = feed === null ? undefined : kept.get(feed);
        if (feed === null || state === undefined) return [];
        const entries = stateOf(state)?.state.entries ?? [];
        return entries.filter((entry) => entry.at >= at).map((entry) => entryRecord(feed, entry));
      });
      return records.toSorted((one, other) => other.at - one.at).slice(0, most);
    },
  };
}

/** Entries by the numbers an index has them under. */
export function numbered(entries: readonly FeedEntry[]): ReadonlyMap<number, FeedEntry> {
  return new Map(entries.map((entry) => [entryNumber(entry), entry]));
}

interface ReadFeedState {
  readonly state: FeedState;
  readonly numbered: ReadonlyMap<number, FeedEntry>;
}

function stateReader(): (row: FeedKeep) => ReadFeedState | null {
  const known = new Map<string, { readonly bytes: Uint8Array; readonly read: ReadFeedState | null }>();
  return ({ id, bytes }) => {
    const before = known.get(id);
    if (before !== undefined && equalBytes(before.bytes, bytes)) return before.read;
    const state = readState({ bytes });
    const read = state === null ? null : { state, numbered: numbered(state.entries) };
    known.set(id, { bytes, read });
    return read;
  };
}

function wordsIn({ bytes }: FeedKeep): string {
  const article = decodeArticle(bytes);
  return article.ok ? articleText(article.value) : '';
}
