import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Reads a body of at most `limit` bytes. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Result<Uint8Array, Failure<'too-large' | 'unreachable'>>> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return fail('too-large', 'the body is too large');
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      if (!(chunk instanceof Buffer)) continue;
      length += chunk.length;
      if (length > limit) return fail('too-large', 'the body is too large');
      chunks.push(chunk);
    }
  } catch {
    return fail('unreachable', 'the body ended early');
  }
  return ok(Buffer.concat(chunks));
}

/** All that handlers look at. */
const KEPT_HEADERS = ['range', 'service-worker'] as const;

/** The web form of a request without a body, for handlers shared with Electron's `protocol.handle`. `signal` fires when nobody waits for it any more. */
export function toWebRequest(
  request: IncomingMessage,
  origin: string,
  signal: AbortSignal | null = null,
): Request | null {
  const url = URL.canParse(request.url ?? '/', origin) ? new URL(request.url ?? '/', origin) : null;
  const method = request.method ?? 'GET';
  if (url === null || url.origin !== origin || method === 'CONNECT' || method === 'TRACE') return null;
  return new Request(url, { method, headers: keptHeaders(request), signal });
}

/** Fires when the connection of an answer is over before it was given. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) gone.abort();
  });
  return gone.signal;
}

function keptHeaders(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const name of KEPT_HEADERS) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

/** Sends a web response. */
export async function sendWebResponse(response: ServerResponse, answer: Response): Promise<void> {
  const body = new Uint8Array(await answer.arrayBuffer());
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(body);
}

/** Bodies up to this long are sent in one go, bytes: for them a stream costs more than it saves. */
const WHOLE = 1024 * 1024;

/**
 * Sends a web response as its bytes come, no faster than they are taken; a short one in one go. Rejects when the answer or the connection
 * breaks off.
 */
export async function streamWebResponse(response: ServerResponse, answer: Response): Promise<void> {
  if (Number(answer.headers.get('Content-Length') ?? Infinity) <= WHOLE) return sendWebResponse(response, answer);
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) {
    response.end();
    return;
  }
  await pipeline(Readable.fromWeb(answer.body), response);
}
