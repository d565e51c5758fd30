import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { FEED_DEADLINE, MAX_FEED_BYTES, MAX_FEED_MARK } from '@shared/ipc/feedContract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { ACCEPTED_ENCODING, readContent } from '../mini/net/netContent.ts';
import { isLoopbackAddress, isPublicAddress } from '../mini/net/publicAddress.ts';
import { type Resolve, resolvePublic } from '../mini/net/resolvePublic.ts';
import { directly } from '../proxy/hostProxy.ts';
import type { WebQuestion, WebWay } from './askWeb.ts';
import { decodeFeed } from './decodeFeed.ts';
import { readFeedAddress } from './feedAddress.ts';
import { followWeb, untilEnded } from './followWeb.ts';

/** Gets a feed once. It never rejects. Rules: SPEC.md (WFE). */
export type FetchFeed = (question: HostInput<'feed.fetch'>) => Outcome;

type Outcome = Promise<
  Result<HostOutput<'feed.fetch'>, Failure<'invalid-input' | 'forbidden' | 'unreachable' | 'too-large'>>
>;

/** What fetching works with. */
export interface FeedFetcherOptions extends Partial<WebWay> {
  /** Fires after so many ms. */
  readonly deadline?: (ms: number) => AbortSignal;
}

/** The same for every person. */
const OWN_HEADERS = {
  accept:
    'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5',
  'accept-encoding': ACCEPTED_ENCODING,
  'user-agent': 'Banyan feed reader',
};

/** Creates one over Node's own HTTP; addresses that are not of the public internet are not connected to. */
export function createFeedFetcher({
  resolve = feedResolver(false),
  through = directly,
  deadline = (ms) => AbortSignal.timeout(ms),
}: FeedFetcherOptions = {}): FetchFeed {
  return async ({ url: text, etag, modified }) => {
    const signal = deadline(FEED_DEADLINE);
    const first = readFeedAddress(text);
    if (!first.ok) return first;
    const headers = {
      ...OWN_HEADERS,
      ...(etag === null ? {} : { 'if-none-match': etag }),
      ...(modified === null ? {} : { 'if-modified-since': modified }),
    };
    return untilEnded(signal, fetchFrom({ url: first.value, headers, signal }, { resolve, through }));
  };
}

/** Where sites are: on the public internet, and with `isHereToo` also on this machine (WFE-2). */
export function feedResolver(isHereToo: boolean): Resolve {
  if (!isHereToo) return resolvePublic();
  return resolvePublic(undefined, (address) => isPublicAddress(address) || isLoopbackAddress(address));
}

async function fetchFrom(first: WebQuestion, way: WebWay): Outcome {
  const found = await followWeb(first, way);
  return found.ok ? take(found.value.url, found.value.answer) : found;
}

async function take(url: URL, answer: IncomingMessage): Outcome {
  const { statusCode: status = 0, headers } = answer;
  if (status < 200 || status > 599) {
    answer.destroy();
    return fail('unreachable', `${status} is no status of an answer`);
  }
  const said = { status, url: url.href, etag: markOf(headers, 'etag'), modified: markOf(headers, 'last-modified') };
  if (status !== 200) {
    answer.destroy();
    return ok({ ...said, text: '' });
  }
  if (Number(headers['content-length'] ?? 0) > MAX_FEED_BYTES) {
    answer.destroy();
    return fail('too-large', `it has more than ${MAX_FEED_BYTES} bytes`);
  }
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  const content = await readContent(answer, encoding, MAX_FEED_BYTES);
  if (!content.ok) return content;
  return ok({ ...said, text: decodeFeed(content.value, headers['content-type'] ?? '') });
}

/** Sent back as it came, where it can be: one that is too long, or no plain letters, is as none. */
function markOf(headers: IncomingHttpHeaders, name: 'etag' | 'last-modified'): string | null {
  const mark = headers[name] ?? '';
  return mark !== '' && mark.length <= MAX_FEED_MARK && /^[\x20-\x7E]+$/u.test(mark) ? mark : null;
}
