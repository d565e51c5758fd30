import type { HostErrorCode, HostOutput } from '@shared/ipc/contract.ts';
import { type Result, err, ok } from '@shared/result.ts';
import type { WebFeedProblem } from '@domain/webfeed/problems.ts';
import type { Host } from '@ports/host.ts';
import type { ReadWebFeed, WebFeed } from '@ports/webFeedReader.ts';

/** A feed that was fetched and read. */
export interface FetchedFeed {
  /** Where it was asked for. */
  readonly url: string;
  readonly feed: WebFeed;
  readonly etag: string | null;
  readonly modified: string | null;
}

/** What a feed is fetched with. */
export interface FetchingParts {
  readonly host: Pick<Host, 'call'>;
  readonly readFeed: ReadWebFeed;
}

/** The marks of the version one has. */
export type FeedMarks = Pick<FetchedFeed, 'etag' | 'modified'>;

/** Of one that has none: whatever is there is taken. */
export const NO_MARKS: FeedMarks = { etag: null, modified: null };
const HOST_PROBLEMS: Partial<Record<HostErrorCode, WebFeedProblem>> = {
  forbidden: 'feed-private',
  'too-large': 'feed-too-large',
};

/** Fetches a feed anew; null where it is the version one has. */
export async function fetchFeed(
  parts: FetchingParts,
  url: string,
  marks: FeedMarks,
): Promise<Result<FetchedFeed | null, WebFeedProblem>> {
  const got = await get(parts, url, marks);
  if (!got.ok) return got;
  if (got.value === null) return ok(null);
  const reading = await parts.readFeed(got.value.text, got.value.url);
  if (reading.found !== 'feed') return err(whyNot(reading));
  return ok({ url, feed: reading.feed, etag: got.value.etag, modified: got.value.modified });
}

/** Finds the feed an address leads to (WFD-3): at it, or named by the page that is there. */
export async function findFeed(parts: FetchingParts, url: string): Promise<Result<FetchedFeed, WebFeedProblem>> {
  const got = await get(parts, url, NO_MARKS);
  if (!got.ok) return got;
  if (got.value === null) return err('feed-failing');
  const { text, url: place, etag, modified } = got.value;
  const reading = await parts.readFeed(text, place);
  if (reading.found === 'feed') return ok({ url, feed: reading.feed, etag, modified });
  const named = reading.found === 'page' ? reading.feeds[0] : undefined;
  if (named === undefined) return err(whyNot(reading));
  const found = await fetchFeed(parts, named, NO_MARKS);
  if (!found.ok) return found;
  return found.value === null ? err('feed-failing') : ok(found.value);
}

async function get(
  { host }: FetchingParts,
  url: string,
  { etag, modified }: FeedMarks,
): Promise<Result<HostOutput<'feed.fetch'> | null, WebFeedProblem>> {
  const answer = await host.call('feed.fetch', { url, etag, modified });
  if (!answer.ok) return err(HOST_PROBLEMS[answer.error.code] ?? 'feed-unreachable');
  const { status } = answer.value;
  if (status === 304) return ok(null);
  return status === 200 ? ok(answer.value) : err(problemOf(status));
}

function problemOf(status: number): WebFeedProblem {
  if (status === 404 || status === 410) return 'feed-missing';
  return status === 401 || status === 403 || status === 429 || status === 451 ? 'feed-refused' : 'feed-failing';
}

function whyNot(reading: Exclude<Awaited<ReturnType<ReadWebFeed>>, { found: 'feed' }>): WebFeedProblem {
  return reading.found === 'nothing' && reading.why === 'refused' ? 'feed-defines' : 'feed-unreadable';
}
