import type { ReadFeedList, ReadWebFeed, WebFeedReading } from '@ports/webFeedReader.ts';
import { type OneAnswerWorker, type Surroundings, askWorker } from '@shared/askWorker.ts';

/** What the worker is asked: a feed from an address, or with null a list of feeds. */
export interface FeedJob {
  readonly text: string;
  readonly url: string | null;
}

/** What it answers. */
export type FeedReply =
  | { readonly reading: WebFeedReading; readonly list?: never }
  | { readonly list: Awaited<ReturnType<ReadFeedList>>; readonly reading?: never };

export type FeedWorker = OneAnswerWorker<FeedJob, FeedReply>;

const NOTHING: WebFeedReading = { found: 'nothing', why: 'no-feed' };

/** Reads each text in a worker of its own, which ends with it (WFD-1). */
export function createFeedReader(around: Surroundings<FeedJob, FeedReply>): {
  readonly readFeed: ReadWebFeed;
  readonly readList: ReadFeedList;
} {
  return {
    readFeed: async (text, url) => (await askWorker(around, { text, url }))?.reading ?? NOTHING,
    readList: async (text) => (await askWorker(around, { text, url: null }))?.list ?? [],
  };
}

export function startFeedWorker(): Worker {
  return new Worker(new URL('./feedWorker.ts', import.meta.url), { type: 'module', name: 'feed' });
}
