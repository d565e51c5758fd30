import { Agent, type RequestOptions, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { NetMethod } from '@shared/mini/net.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type Through, directly } from '../../proxy/hostProxy.ts';
import { pinnedPlace } from '../../proxy/pinnedPlace.ts';
import type { NetHeaders } from './netHeaders.ts';
import type { Resolve } from './resolvePublic.ts';

/** One request, as it is sent: nothing is added to it that says who asks. */
export interface NetQuestion {
  /** Whose connections it uses; another's are never shared. */
  readonly label: string;
  readonly url: URL;
  readonly method: NetMethod;
  readonly headers: NetHeaders;
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal;
}

/** The head of an answer, and its body to be taken or destroyed. */
export interface NetAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
}

/** Asks one server once: no redirect is followed, no cookie is sent or kept. It never rejects. */
export interface Exchange {
  ask(question: NetQuestion): Promise<Result<NetAnswer, Failure<'forbidden' | 'unreachable'>>>;
  /** Ends the connections kept for a label. */
  forget(label: string): void;
}

/** What an exchange is made with; `port` and `authorities` are a test's. */
export interface ExchangeOptions {
  readonly resolve: Resolve;
  readonly through?: Through;
  readonly port?: number;
  readonly authorities?: string;
}

/** How long a connection that nobody uses is kept, ms. */
const KEPT_IDLE = 15_000;
/** Most bytes of an answer's head. */
const MOST_HEAD = 32 * 1024;

const UNKNOWN = 'unknown' as const;
const NO_PROXY = fail('unreachable', 'a proxy that is not known');
const ENDED = fail('unreachable', 'it took too long, or nobody waits for it any more');

/** Over Node's own TLS, so that the address that was looked at is the address that is connected to (NET-2). */
export function createHttpsExchange({
  resolve,
  through = directly,
  port = 443,
  authorities,
}: ExchangeOptions): Exchange {
  const agents = new Map<string, Agent>();
  const agentOf = (label: string) => {
    const agent = agents.get(label) ?? new Agent({ keepAlive: true, timeout: KEPT_IDLE });
    agents.set(label, agent);
    return agent;
  };
  const looking = new Map<string, ReturnType<Resolve>>();
  /** One after another for each program: looking a name up can not be ended, and the system does few at once for all. */
  const lookUp = async ({ label, url, signal }: NetQuestion): ReturnType<Resolve> => {
    const mine = (looking.get(label) ?? Promise.resolve()).then(() => (signal.aborted ? ENDED : resolve(url.hostname)));
    looking.set(label, mine);
    const places = await mine;
    if (looking.get(label) === mine) looking.delete(label);
    return places;
  };
  return {
    ask: async (question) => {
      const places = await lookUp(question);
      if (!places.ok) return places;
      const agent = await through(question.url).catch(() => UNKNOWN);
      if (agent === UNKNOWN) return NO_PROXY;
      if (question.signal.aborted) return ENDED;
      return send(question, {
        ...pinnedPlace({ host: question.url.hostname, places: places.value, agent }),
        // A connection by a proxy is not kept. To an address Node would not say the name by itself.
        ...(agent === null ? { agent: agentOf(question.label) } : { hostHeader: { host: question.url.host } }),
        port,
        ...(authorities === undefined ? {} : { ca: authorities }),
      });
    },
    forget: (label) => {
      agents.get(label)?.destroy();
      agents.delete(label);
    },
  };
}

function send(
  { url, method, headers, body, signal }: NetQuestion,
  { hostHeader, ...how }: RequestOptions & { readonly hostHeader?: { readonly host: string } },
): Promise<Result<NetAnswer, Failure<'unreachable'>>> {
  return new Promise((resolve) => {
    const request = httpsRequest(
      {
        ...how,
        path: `${url.pathname}${url.search}`,
        method,
        headers: { ...headers, ...hostHeader, ...(body === null ? {} : { 'content-length': String(body.length) }) },
        maxHeaderSize: MOST_HEAD,
        insecureHTTPParser: false,
        signal,
      },
      (answer: IncomingMessage) =>
        resolve(ok({ status: answer.statusCode ?? 0, headers: answer.headers, body: answer })),
    );
    // Also after the answer began: what reads the body then learns of it by the body's own end.
    request.on('error', () => resolve(fail('unreachable', 'the host can not be reached')));
    request.end(body ?? undefined);
  });
}
