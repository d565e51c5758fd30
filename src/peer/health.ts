import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { listenOnLoopback } from '../main/services/web-host/listen.ts';
import { type PeerFigures, isWell } from './figures.ts';

/** A page on this machine that says how the box is. */
export interface HealthPage {
  readonly url: string;
  close(): Promise<void>;
}

const PATH = '/health';
const HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Serves the figures on the loopback addresses alone. Rejects with `PortTakenError` when the port is not free. */
export async function serveHealth(port: number, read: () => Promise<PeerFigures>): Promise<HealthPage> {
  let own = port;
  const listener: RequestListener = (request, response) => {
    answer(request, response, { port: own, read }).catch(() => response.destroy());
  };
  const servers = await listenOnLoopback(port, listener);
  own = servers.port;
  return { url: `http://127.0.0.1:${own}${PATH}`, close: () => servers.close() };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { port, read }: { readonly port: number; readonly read: () => Promise<PeerFigures> },
): Promise<void> {
  // A page of the web that had its own name lead to this machine would come with that name.
  if (!isOwnName(request.headers.host, port)) return send(response, 421, { error: 'misdirected' });
  if (request.method !== 'GET' || request.url !== PATH) return send(response, 404, { error: 'not-found' });
  const figures = await read();
  send(response, isWell(figures) ? 200 : 503, figures);
}

function isOwnName(host: string | undefined, port: number): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].some((name) => host === `${name}:${port}`);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, HEADERS).end(`${JSON.stringify(body)}\n`);
}
