import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { MAX_PREVIEW_PAGE, MAX_PREVIEW_PICTURE, PREVIEW_DEADLINE } from '@shared/ipc/previewContract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { WebWay } from '../feeds/askWeb.ts';
import { decodeFeed } from '../feeds/decodeFeed.ts';
import { readFeedAddress } from '../feeds/feedAddress.ts';
import { feedResolver } from '../feeds/feedFetcher.ts';
import { type FoundAnswer, followWeb, untilEnded } from '../feeds/followWeb.ts';
import { ACCEPTED_ENCODING, readBeginning, readContent } from '../mini/net/netContent.ts';
import { directly } from '../proxy/hostProxy.ts';

type Problem = 'invalid-input' | 'forbidden' | 'unreachable' | 'too-large';
type Outcome<T> = Promise<Result<T, Failure<Problem>>>;

/** Gets what a link is shown with. It never rejects. Rules: SPEC.md (PVF). */
export interface PreviewFetcher {
  readonly page: (question: HostInput<'preview.page'>) => Outcome<HostOutput<'preview.page'>>;
  readonly picture: (question: HostInput<'preview.picture'>) => Outcome<HostOutput<'preview.picture'>>;
}

/** What fetching works with. */
export interface PreviewFetcherOptions extends Partial<WebWay> {
  /** Fires after so many ms. */
  readonly deadline?: (ms: number) => AbortSignal;
}

const PAGES = new Set(['text/html', 'application/xhtml+xml']);
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);
/** The same for every person. */
const USER_AGENT = 'Banyan link preview';

/** Creates one over Node's own HTTP; addresses that are not of the public internet are not connected to. */
export function createPreviewFetcher({
  resolve = feedResolver(false),
  through = directly,
  deadline = (ms) => AbortSignal.timeout(ms),
}: PreviewFetcherOptions = {}): PreviewFetcher {
  const get = async <T>({ url }: { readonly url: string }, types: ReadonlySet<string>, take: Take<T>): Outcome<T> => {
    const first = readFeedAddress(url);
    if (!first.ok) return first;
    const signal = deadline(PREVIEW_DEADLINE);
    const headers = {
      accept: [...types].join(', '),
      'accept-encoding': ACCEPTED_ENCODING,
      'user-agent': USER_AGENT,
    };
    const work = async (): Outcome<T> => {
      const found = await followWeb({ url: first.value, headers, signal }, { resolve, through });
      return found.ok ? takeOf(found.value, types, take) : found;
    };
    return untilEnded(signal, work());
  };
  return {
    page: (question) => get(question, PAGES, takePage),
    picture: (question) => get(question, PICTURES, takePicture),
  };
}

type Take<T> = (found: FoundAnswer, encoding: string) => Outcome<T>;

/** Only of what is asked for something is taken. */
async function takeOf<T>(found: FoundAnswer, types: ReadonlySet<string>, take: Take<T>): Outcome<T> {
  const { statusCode, headers } = found.answer;
  const isAnswer = statusCode === 200;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!isAnswer || !types.has(type)) {
    found.answer.destroy();
    return isAnswer ? fail('invalid-input', 'it is of another kind') : fail('unreachable', 'the site has it not');
  }
  return take(found, (headers['content-encoding'] ?? '').trim().toLowerCase());
}

async function takePage({ url, answer }: FoundAnswer, encoding: string): Outcome<HostOutput<'preview.page'>> {
  const read = await readBeginning(answer, encoding, MAX_PREVIEW_PAGE);
  if (!read.ok) return read;
  const { bytes, isWhole } = read.value;
  return ok({ url: url.href, text: decodeFeed(bytes, answer.headers['content-type'] ?? '', isWhole) });
}

async function takePicture({ answer }: FoundAnswer, encoding: string): Outcome<HostOutput<'preview.picture'>> {
  const read = await readContent(answer, encoding, MAX_PREVIEW_PICTURE);
  return read.ok ? ok({ bytes: new Uint8Array(read.value) }) : read;
}
