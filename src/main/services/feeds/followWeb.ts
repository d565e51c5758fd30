import type { IncomingMessage } from 'node:http';
import { type Failure, type Result, fail } from '@shared/result.ts';
import { type WebQuestion, type WebWay, askWeb } from './askWeb.ts';
import { readFeedAddress } from './feedAddress.ts';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const LATE = fail('unreachable', 'it took too long');

/** Where something was found in the end, and what is answered there; the body has yet to be taken, or destroyed. */
export interface FoundAnswer {
  readonly url: URL;
  readonly answer: IncomingMessage;
}

/** Asks for a page of the web and follows where it leads, each place checked anew (WFE-3). It never rejects. */
export async function followWeb(
  first: WebQuestion,
  way: WebWay,
): Promise<Result<FoundAnswer, Failure<'forbidden' | 'unreachable'>>> {
  let { url } = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await askWeb({ ...first, url }, way);
    if (!answer.ok) return answer;
    const place = placeOf(answer.value);
    if (place === null) return { ok: true, value: { url, answer: answer.value } };
    answer.value.destroy();
    const next = readFeedAddress(place, url);
    if (!next.ok) return fail('forbidden', 'it leads to where nothing is fetched');
    url = next.value;
  }
  return fail('unreachable', 'it redirects too often');
}

function placeOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return REDIRECTS.has(statusCode) ? (headers.location ?? null) : null;
}

/** Looking a name up can not be ended; nobody waits for it, though. */
export async function untilEnded<T>(signal: AbortSignal, work: Promise<T>): Promise<T | typeof LATE> {
  const ended = new Promise<typeof LATE>((resolve) => {
    signal.addEventListener('abort', () => resolve(LATE), { once: true });
  });
  return Promise.race([work, ended]);
}
