import type { ReadFeedList, ReadWebFeed, WebFeedReading } from '@ports/webFeedReader.ts';

/** What the worker is asked: a feed from an address, or with null a list of feeds. */
export interface FeedJob {
  readonly text: string;
  readonly url: string | null;
}

/** What it answers. */
export type FeedReply =
  | { readonly reading: WebFeedReading; readonly list?: never }
  | { readonly list: Awaited<ReturnType<ReadFeedList>>; readonly reading?: never };

/** The part of a `Worker` that is used. */
export interface FeedWorker {
  postMessage(message: FeedJob): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FeedReply>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void;
  terminate(): void;
}

/** How long a text may take, ms: ten megabytes take about a second. One that hangs is ended. */
const DEADLINE = 20_000;

const NOTHING: WebFeedReading = { found: 'nothing', why: 'no-feed' };

/** Reads each text in a worker of its own, which ends with it (WFD-1). */
export function createFeedReader(
  start: () => FeedWorker = startFeedWorker,
  after: (ms: number, task: () => void) => () => void = laterBy,
): { readonly readFeed: ReadWebFeed; readonly readList: ReadFeedList } {
  const ask = (job: FeedJob) => askOnce({ start, after }, job);
  return {
    readFeed: async (text, url) => (await ask({ text, url }))?.reading ?? NOTHING,
    readList: async (text) => (await ask({ text, url: null }))?.list ?? [],
  };
}

interface Surroundings {
  readonly start: () => FeedWorker;
  readonly after: (ms: number, task: () => void) => () => void;
}

function askOnce({ start, after }: Surroundings, job: FeedJob): Promise<FeedReply | null> {
  return new Promise((resolve) => {
    let worker: FeedWorker;
    try {
      worker = start();
    } catch {
      resolve(null);
      return;
    }
    const end = (reply: FeedReply | null) => {
      stop();
      worker.terminate();
      resolve(reply);
    };
    const stop = after(DEADLINE, () => end(null));
    worker.addEventListener('message', ({ data }) => end(data));
    for (const type of ['error', 'messageerror'] as const) worker.addEventListener(type, () => end(null));
    worker.postMessage(job);
  });
}

function laterBy(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

function startFeedWorker(): Worker {
  return new Worker(new URL('./feedWorker.ts', import.meta.url), { type: 'module', name: 'feed' });
}
