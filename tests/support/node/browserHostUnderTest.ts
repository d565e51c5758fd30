import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { type BrowserHost, connectBrowserHost } from '@adapters/host-browser/browserHost.ts';
import type { OpenHostSocket } from '@adapters/host-browser/socketChannel.ts';
import type { Clock } from '@ports/clock.ts';
import { WIRE_TYPE } from '@shared/ipc/wire.ts';
import { openLogFile } from '../../../src/main/services/log/logFile.ts';
import { type WebHost, startWebHost } from '../../../src/main/services/web-host/webHost.ts';

/** The real clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delay, task) => {
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  },
};

/** A directory for a host's data and the built app, and its end. */
export function temporaryHostData(): { readonly directory: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'banyan-host-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Starts the Node host over `directory`. */
export function startHostAt(directory: string, options: { readonly port?: number } = {}): Promise<WebHost> {
  return startWebHost({
    dataDir: join(directory, 'data'),
    rendererDirectory: join(directory, 'renderer'),
    clientDirectory: join(directory, 'clients'),
    port: options.port ?? 0,
    developmentOrigin: null,
    version: '1.2.3',
    // A passphrase costs most of a second on purpose; what is asked of a host is the same with less.
    lockCost: { memory: 64, passes: [1, 1], aim: 1 },
    log: openLogFile({ directory: join(directory, 'data', 'logs') }),
  });
}

/** Opens the host's address with its key as a browser would, and answers the cookie it was given. */
export async function enter(host: Pick<WebHost, 'url'>): Promise<string> {
  const response = await fetch(host.url, { redirect: 'manual' });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** What a page of the host's own origin sends by itself. */
export function pageHeaders(host: Pick<WebHost, 'origin'>, cookie: string): Record<string, string> {
  return { Origin: host.origin, Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' };
}

/** Connects the renderer's adapter as a page would, by Node's means. `sockets: false` leaves HTTP alone. */
export async function connectTo(
  host: Pick<WebHost, 'url' | 'origin'>,
  options: { readonly sockets?: boolean } = {},
): Promise<BrowserHost> {
  const headers = pageHeaders(host, await enter(host));
  const post = async (url: string, body: Uint8Array) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': WIRE_TYPE },
      body: new Uint8Array(body),
    });
    return new Uint8Array(await response.arrayBuffer());
  };
  const openSocket = options.sockets === false ? noSocket : openSocketWith(headers);
  return connectBrowserHost({ origin: host.origin, openSocket, post, clock: systemClock, timeoutMs: 10_000 });
}

const noSocket: OpenHostSocket = (_url, events) => {
  queueMicrotask(() => events.closed());
  return { send: () => undefined, close: () => undefined };
};

function openSocketWith(headers: Record<string, string>): OpenHostSocket {
  return (url, events) => {
    const socket = new WebSocket(url, { headers, maxPayload: 64 * 1024 * 1024 });
    socket.on('open', () => events.opened());
    socket.on('close', () => events.closed());
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      if (data instanceof Buffer) events.received(new Uint8Array(data));
    });
    return { send: (frame) => socket.send(frame), close: () => socket.close() };
  };
}
