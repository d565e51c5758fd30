import { type Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import type { Through } from './hostProxy.ts';

/** As much of `fetch` as is asked for here: one question, to one place. */
export type FetchOnce = (
  url: string,
  question: {
    readonly method?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly signal: AbortSignal;
  },
) => Promise<Response>;

/** Most bytes of an answer's head. */
const MOST_HEAD = 32 * 1024;
const BODILESS = new Set([204, 205, 304]);

/** Asks by the proxy an address is reached by, else over this process's own `fetch`. No redirect is followed, no cookie sent or kept. */
export function fetchThrough(through: Through): FetchOnce {
  return async (url, question) => {
    const agent = await through(new URL(url));
    return agent === null
      ? fetch(url, { ...question, redirect: 'error', credentials: 'omit', cache: 'no-store' })
      : ask(agent, new URL(url), question);
  };
}

function ask(agent: Agent, url: URL, { method = 'GET', headers, body, signal }: Parameters<FetchOnce>[1]) {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise<Response>((resolve, reject) => {
    const options = { method, headers, agent, signal, maxHeaderSize: MOST_HEAD, insecureHTTPParser: false };
    const asked = request(url, options, (answer) => {
      const status = answer.statusCode ?? 0;
      if (status >= 200 && status <= 599 && !(status >= 300 && status < 400 && 'location' in answer.headers)) {
        return resolve(responseOf(answer, status));
      }
      answer.destroy();
      reject(new Error(`${status} is no answer that is taken`));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

function responseOf(answer: IncomingMessage, status: number): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) headers.set(name, [value ?? ''].flat().join(', '));
  if (BODILESS.has(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  // Node's own type of a stream of the web, which is the same thing.
  return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, { status, headers });
}
