import { Gate } from '@shared/gate.ts';
import { MAX_NET_ANSWER_BYTES, MOST_NET_REQUESTS, NET_DEADLINE, type NetMethod } from '@shared/mini/net.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Exchange, NetAnswer } from './httpsExchange.ts';
import { readNetAddress } from './netAddress.ts';
import { ACCEPTED_ENCODING, readContent } from './netContent.ts';
import { type NetHeaders, bodilessHeaders, plainHeaders, sentHeaders, toldHeaders } from './netHeaders.ts';

/** What a program wants of an address. */
export interface NetRequest {
  readonly label: string;
  /** The hosts it may reach, redirects included. */
  readonly hosts: readonly string[];
  readonly url: string;
  readonly method: NetMethod;
  readonly headers: NetHeaders;
  readonly body: Uint8Array | null;
}

/** What came of it. Redirects were followed. */
export interface NetResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** Why nothing came of it. `forbidden`: the address, or one it redirects to, is not the program's to reach. */
export type NetFailure = Failure<'invalid-input' | 'forbidden' | 'unreachable' | 'too-large'>;

/** Reaches the network for programs. It never rejects. Rules: SPEC.md (NET). */
export interface ProgramNet {
  fetch(request: NetRequest): Outcome;
  /** Ends what is under way for a label, and forgets its connections. */
  hangUp(label: string): void;
}

/** What it works with. */
export interface ProgramNetOptions {
  readonly exchange: Exchange;
  /** Fires after so many ms. */
  readonly deadline?: (ms: number) => AbortSignal;
}

type Outcome = Promise<Result<NetResponse, NetFailure>>;

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Of an answer that is the last one. */
const [FIRST_STATUS, LAST_STATUS] = [200, 599];
const BODILESS = new Set([204, 205, 304]);
/** Some servers refuse who says nothing of itself. It is the same for every person. */
const OWN_HEADERS: NetHeaders = {
  'user-agent': 'Banyan mini program',
  'accept-encoding': ACCEPTED_ENCODING,
  accept: '*/*',
};
const ENDED = fail('unreachable', 'it took too long, or nobody waits for it any more');

interface Line {
  readonly gate: Gate;
  readonly ending: AbortController;
}

/** Creates one; nothing is under way. */
export function createProgramNet({
  exchange,
  deadline = (ms) => AbortSignal.timeout(ms),
}: ProgramNetOptions): ProgramNet {
  const lines = new Map<string, Line>();
  const lineOf = (label: string) => {
    const line = lines.get(label) ?? { gate: new Gate(MOST_NET_REQUESTS), ending: new AbortController() };
    lines.set(label, line);
    return line;
  };
  return {
    fetch: async (request) => {
      const { gate, ending } = lineOf(request.label);
      const signal = AbortSignal.any([ending.signal, deadline(NET_DEADLINE)]);
      const leave = await gate.enter();
      try {
        return signal.aborted ? ENDED : await untilEnded(signal, follow(exchange, request, signal));
      } finally {
        leave();
      }
    },
    hangUp: (label) => {
      lines.get(label)?.ending.abort();
      lines.delete(label);
      exchange.forget(label);
    },
  };
}

/** Looking a name up can not be ended; nobody waits for it, though. */
async function untilEnded(signal: AbortSignal, work: Outcome): Outcome {
  let end = () => {};
  const ended = new Promise<typeof ENDED>((resolve) => {
    end = () => resolve(ENDED);
  });
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** What is asked next: the program's request, or where a redirect leads. */
interface Step {
  readonly url: URL;
  readonly method: NetMethod;
  readonly headers: NetHeaders;
  readonly body: Uint8Array | null;
}

async function follow(exchange: Exchange, request: NetRequest, signal: AbortSignal): Outcome {
  const { label, hosts, method, body } = request;
  const [url, headers] = [readNetAddress(request.url, hosts), sentHeaders(request.headers)];
  if (!url.ok) return url;
  if (!headers.ok) return headers;
  let step: Step = { url: url.value, method, headers: headers.value, body };
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await exchange.ask({ ...step, headers: { ...OWN_HEADERS, ...step.headers }, label, signal });
    if (!answer.ok) return answer;
    const place = redirectOf(answer.value);
    if (place === null) return take(step, answer.value);
    answer.value.body.destroy();
    const next = readNetAddress(place, hosts, step.url);
    if (!next.ok) return next;
    step = redirected(step, answer.value.status, next.value);
  }
  return fail('unreachable', 'it redirects too often');
}

function redirectOf({ status, headers }: NetAnswer): string | null {
  return REDIRECTS.has(status) ? (headers.location ?? null) : null;
}

/** As `fetch` does it: what was posted is got after 301 and 302, everything after 303; another host is not told who asks. */
function redirected(step: Step, status: number, url: URL): Step {
  const isGot = status === 303 ? step.method !== 'HEAD' : status < 303 && step.method === 'POST';
  const headers = url.host === step.url.host ? step.headers : plainHeaders(step.headers);
  return isGot ? { url, method: 'GET', headers: bodilessHeaders(headers), body: null } : { ...step, url, headers };
}

async function take({ method }: Step, { status, headers, body }: NetAnswer): Outcome {
  if (status < FIRST_STATUS || status > LAST_STATUS) {
    body.destroy();
    return fail('unreachable', `${status} is no status of an answer`);
  }
  const told = toldHeaders(headers);
  if (method === 'HEAD' || BODILESS.has(status)) {
    body.destroy();
    return ok({ status, headers: told, body: new Uint8Array() });
  }
  if (Number(headers['content-length'] ?? 0) > MAX_NET_ANSWER_BYTES) {
    body.destroy();
    return fail('too-large', `the answer has more than ${MAX_NET_ANSWER_BYTES} bytes`);
  }
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  const content = await readContent(body, encoding, MAX_NET_ANSWER_BYTES);
  return content.ok ? ok({ status, headers: told, body: content.value }) : content;
}
