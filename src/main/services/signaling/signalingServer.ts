import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SignalingBus, createLocalBus } from './bus.ts';
import { createLagMeter } from './lagMeter.ts';
import { defaultSignalingLimits } from './limits.ts';
import { writeMetrics } from './metrics.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { createNoMailbox } from '../mailbox/noMailbox.ts';
import { type Signaling, type SignalingOptions, createSignaling } from './signaling.ts';
import { createTokenCheck } from './token.ts';

/** A signaling service on a port of its own. */
export interface SignalingServer {
  readonly url: string;
  readonly signaling: Signaling;
  close(): Promise<void>;
}

/** How a service with a port of its own is set up. */
export interface SignalingServerOptions extends SignalingOptions {
  /** Whether it answers `/health` and `/metrics`, for those who run it for others. */
  readonly showsFigures?: boolean;
  /** Keeps bundles for who is away, beside it; whoever gives it closes it. None when left out. */
  readonly mailbox?: Mailbox;
}

/** Half-open connections beyond the sockets. */
const SPARE_CONNECTIONS = 1024;
/** Who has not said by then what it wants is hung up on, ms. */
const REQUEST_TIMEOUT = 10_000;

/** Runs a signaling service alone. Rejects when the port can't be had. */
export async function listenSignaling(
  place: { readonly host: string; readonly port: number },
  options: SignalingServerOptions = {},
): Promise<SignalingServer> {
  const bus = options.bus ?? createLocalBus();
  const signaling = createSignaling({ ...options, bus });
  const noMailbox = createNoMailbox(options);
  const mailbox = options.mailbox ?? noMailbox;
  const pages =
    options.showsFigures === true
      ? createPages({ bus, signaling, token: options.token ?? null, mailbox: options.mailbox ?? null })
      : plainPages;
  const server = createServer(
    {
      headersTimeout: REQUEST_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      connectionsCheckingInterval: REQUEST_TIMEOUT / 2,
    },
    pages.answer,
  );
  server.maxConnections = (options.limits?.sockets ?? defaultSignalingLimits.sockets) + SPARE_CONNECTIONS;
  server.on('upgrade', (request, socket, head) => {
    if (!isForMailbox(request)) return signaling.handleUpgrade(request, socket, head);
    return mailbox.handleUpgrade(request, socket, head);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  const port = await listen(server, place);
  const name = place.host.includes(':') ? `[${place.host}]` : place.host;
  return {
    url: `ws://${name}:${port}`,
    signaling,
    close: () =>
      new Promise((resolve) => {
        pages.close();
        signaling.close();
        noMailbox.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether a request goes to the mailbox beside the signaling service (MBS-11). */
function isForMailbox({ url = '' }: IncomingMessage): boolean {
  return (url.split('?')[0] ?? '').endsWith('/mailbox');
}

interface Shown {
  readonly bus: SignalingBus;
  readonly signaling: Signaling;
  readonly token: string | null;
  readonly mailbox: Mailbox | null;
}

const plainPages = {
  answer: (_request: IncomingMessage, response: ServerResponse) =>
    send(response, { type: 'text/plain; charset=utf-8', text: 'Banyan signaling\n' }),
  close: () => undefined,
};

/** What the service answers to plain HTTP: how it is, its figures, and its name to everything else. */
function createPages({ bus, signaling, token, mailbox }: Shown) {
  const lag = createLagMeter();
  const isKnown = createTokenCheck(token);

  const health = () => {
    const state = bus.state();
    const letters = mailbox?.report().state ?? null;
    const isWhole = state !== 'away' && letters !== 'away';
    return JSON.stringify({
      status: isWhole ? 'ok' : 'degraded',
      bus: state,
      ...(letters === null ? {} : { mailbox: letters }),
    });
  };

  const metrics = () => {
    const { rss, heapUsed } = process.memoryUsage();
    const figures = { uptimeSeconds: process.uptime(), residentBytes: rss, heapBytes: heapUsed, lag: lag.read() };
    return writeMetrics({ signaling: signaling.counters(), bus, mailbox: mailbox?.report() ?? null, process: figures });
  };

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/health') return send(response, { type: 'application/json', text: `${health()}\n` });
    if (path !== '/metrics') return plainPages.answer(request, response);
    if (!isKnown(request)) return send(response, { status: 401, type: 'text/plain', text: 'Unauthorized\n' });
    return send(response, { type: 'text/plain; version=0.0.4; charset=utf-8', text: metrics() });
  };
  return { answer, close: () => lag.close() };
}

interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly text: string;
}

function send(response: ServerResponse, { status = 200, type, text }: Answer): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(text);
}

function listen(server: Server, place: { readonly host: string; readonly port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(place.port, place.host, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo; // a TCP server that listens has one
      resolve(address.port);
    });
  });
}
