/** Reads one text of a stranger, away from the app's thread. */
import type { FeedJob, FeedReply } from './feedReaderClient.ts';
import { readFeed, readFeedList } from './readFeed.ts';

self.addEventListener('message', ({ data: { text, url } }: MessageEvent<FeedJob>) => {
  const reply: FeedReply = url === null ? { list: readFeedList(text) } : { reading: readFeed(text, url) };
  self.postMessage(reply);
});
