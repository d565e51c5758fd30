import { type Result, ok } from '@shared/result.ts';
import { feedDevice } from '@domain/webfeed/ids.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { IndexedChain } from '@ports/searchShelf.ts';
import { type EntryIntake, type NewEntries, wordsOfEntry } from './entryIntake.ts';
import type { EntrySink } from './takeTalks.ts';
import type { WebEntries } from './webEntries.ts';

interface FeedSources {
  readonly intake: EntryIntake;
  readonly webEntries: WebEntries;
}

/** Takes up what is new in feeds of the web (SRC-15): they have few entries each. */
export async function takeFeeds(
  sources: FeedSources,
  chains: ReadonlyMap<string, IndexedChain>,
  sink: EntrySink,
): Promise<Result<void, StoreError>> {
  for (const missing of sources.intake.missing(chains)) {
    if (sink.isOver()) break;
    const taken = await takeFeed(sources, missing, sink);
    if (!taken.ok) return taken;
  }
  return ok();
}

async function takeFeed(
  { webEntries }: FeedSources,
  { feed, fresh, entries, isLeft }: NewEntries,
  sink: EntrySink,
): Promise<Result<void, StoreError>> {
  const chain = sink.chainAt({ space: feed, device: feedDevice(feed) });
  for (const { number, entry } of fresh) {
    const text = await wordsOfEntry(feed, entry, webEntries);
    await sink.add({ chain: chain.chain, seq: number, at: entry.at, kind: 'article' }, text);
  }
  if (isLeft) sink.leave(feed);
  return sink.know({ ...chain, entries }, 0);
}
