import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Failure, Result } from '@shared/result.ts';
import { fail, ok } from '@shared/result.ts';
import type { Resolve } from '../mini/net/resolvePublic.ts';
import { pinnedPlace } from '../proxy/pinnedPlace.ts';
import { type Through, directly } from '../proxy/hostProxy.ts';
import { hostOf } from './feedAddress.ts';

/** Most bytes of an answer's head. */
const MOST_HEAD = 32 * 1024;

/** One request for a page of the web. */
export interface WebQuestion {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** How names are looked up, and by which proxy addresses are reached. */
export interface WebWay {
  readonly resolve: Resolve;
  readonly through?: Through;
}

/**
 * Asks one server once, at an address that was looked at first (NET-2): no redirect is followed, no cookie is sent or kept, no connection
 * is kept. It never rejects.
 */
export async function askWeb(
  { url, headers, signal }: WebQuestion,
  { resolve, through = directly }: WebWay,
): Promise<Result<IncomingMessage, Failure<'forbidden' | 'unreachable'>>> {
  const host = hostOf(url);
  const places = await resolve(host);
  if (!places.ok) return places;
  const agent = await through(url).catch(() => 'unknown' as const);
  if (agent === 'unknown') return fail('unreachable', 'a proxy that is not known');
  if (signal.aborted) return fail('unreachable', 'it took too long');
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((settle) => {
    const asked = request(
      {
        ...pinnedPlace({ host, places: places.value, agent }),
        // Node has a usual port of its own for each.
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        path: `${url.pathname}${url.search}`,
        headers: { ...headers, host: url.host },
        maxHeaderSize: MOST_HEAD,
        insecureHTTPParser: false,
        signal,
      },
      (answer) => settle(ok(answer)),
    );
    // Also after the answer began: what reads the body then learns of it by the body's own end.
    asked.on('error', () => settle(fail('unreachable', 'the site can not be reached')));
    asked.end();
  });
}
