import { describe, expect, it } from 'vitest';
import { type FeedJob, type FeedReply, type FeedWorker, createFeedReader } from '@adapters/feeds/feedReaderClient.ts';
import { readFeed, readFeedList } from '@adapters/feeds/readFeed.ts';

const AT = 'https://blog.example/feed';
const RSS = '<rss version="2.0"><channel><title>Blog</title><item><title>a</title></item></channel></rss>';

/** A worker that answers, dies or hangs. */
function workers(does: 'answer' | 'die' | 'hang') {
  const ended: string[] = [];
  const start = (): FeedWorker => {
    let hear: (event: MessageEvent<FeedReply>) => void = () => undefined;
    let die: () => void = () => undefined;
    return {
      // One function for each kind of event, as a worker has it.
      addEventListener: (type: string, listener: (event: MessageEvent<FeedReply>) => void) => {
        if (type === 'message') hear = listener;
        if (type === 'error') die = listener as () => void;
      },
      postMessage: ({ text, url }: FeedJob) => {
        const data = url === null ? { list: readFeedList(text) } : { reading: readFeed(text, url) };
        if (does === 'answer') queueMicrotask(() => hear(new MessageEvent('message', { data })));
        if (does === 'die') queueMicrotask(() => die());
      },
      terminate: () => void ended.push(does),
    };
  };
  return { start, ended };
}

const never = { after: () => () => undefined };

describe('reading feeds in a worker', () => {
  it('WFD-1 gives each text a worker of its own, which ends with it', async () => {
    const { start, ended } = workers('answer');
    const { readFeed: read, readList } = createFeedReader({ start, clock: never });
    expect(await read(RSS, AT)).toMatchObject({ found: 'feed', feed: { name: 'Blog' } });
    expect(await readList(`<opml version="2.0"><body><outline text="A" xmlUrl="${AT}"/></body></opml>`)).toEqual([
      { url: AT, name: 'A' },
    ]);
    expect(ended).toHaveLength(2);
  });

  it('WFD-1 ends one that hangs, and takes one that dies for one that found nothing', async () => {
    const hanging = workers('hang');
    let pass = () => undefined as void;
    const later = (ms: number, task: () => void) => {
      expect(ms).toBe(20_000);
      pass = task;
      return () => undefined;
    };
    const waiting = createFeedReader({ start: hanging.start, clock: { after: later } }).readFeed(RSS, AT);
    pass();
    expect(await waiting).toEqual({ found: 'nothing', why: 'no-feed' });
    expect(hanging.ended).toEqual(['hang']);
    const dying = workers('die');
    expect(await createFeedReader({ start: dying.start, clock: never }).readFeed(RSS, AT)).toMatchObject({
      found: 'nothing',
    });
    expect(await createFeedReader({ start: dying.start, clock: never }).readList('')).toEqual([]);
    const none = () => {
      throw new Error('no workers here');
    };
    expect(await createFeedReader({ start: none, clock: never }).readFeed(RSS, AT)).toMatchObject({ found: 'nothing' });
  });
});
