import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type SignalingBus, createLocalBus } from './bus.ts';
import { type Connection, type ConnectionContext, type SignalingCounters, serveConnection } from './connection.ts';
import { createHub } from './hub.ts';
import { type SignalingLimits, addressGroup, defaultSignalingLimits } from './limits.ts';

/** How a signaling service is set up; all is optional. */
export interface SignalingOptions {
  readonly limits?: Partial<SignalingLimits>;
  /** Reaches the other nodes of the service; without it this process is alone. */
  readonly bus?: SignalingBus;
  /** Whether a page of this origin may connect (undefined: not a page). All may when left out. */
  readonly isOriginAllowed?: (origin: string | undefined) => boolean;
  readonly heartbeatMs?: number;
  readonly now?: () => number;
}

/** A signaling service without a port of its own. */
export interface Signaling {
  /** Takes over an HTTP upgrade that was meant for it, or refuses it with an HTTP status. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  counters(): Readonly<SignalingCounters> & { readonly topics: number };
  close(): void;
}

const HEARTBEAT_MS = 30_000;

/** Creates a signaling service that speaks y-webrtc's protocol. Rules: SPEC.md. */
export function createSignaling(options: SignalingOptions = {}): Signaling {
  const limits = { ...defaultSignalingLimits, ...options.limits };
  const counters = emptyCounters();
  const hub = createHub(options.bus ?? createLocalBus(), limits.topicsPerSocket);
  const server = createSocketServer(limits);
  const shared = { hub, limits, counters, now: options.now ?? (() => performance.now()) };
  const connections = new Map<Connection, () => void>();
  const perAddress = createAddressCount();
  const roomOf = createTopicRoom(limits);

  const refusal = (request: IncomingMessage): string | null => {
    if (options.isOriginAllowed?.(request.headers.origin) === false) return '403 Forbidden';
    if (counters.sockets >= limits.sockets) return '503 Service Unavailable';
    return perAddress.of(addressOf(request)) >= limits.socketsPerAddress ? '429 Too Many Requests' : null;
  };

  const heartbeat = setInterval(() => {
    for (const connection of connections.keys()) connection.checkAlive();
  }, options.heartbeatMs ?? HEARTBEAT_MS);
  heartbeat.unref();

  return {
    handleUpgrade: (request, socket, head) => {
      const refused = refusal(request);
      if (refused !== null) {
        counters.refused += 1;
        return refuseUpgrade(socket, refused);
      }
      server.handleUpgrade(request, socket, head, (accepted) => {
        const address = addressOf(request);
        const connection = serveConnection(accepted, { ...shared, room: roomOf(address) });
        counters.accepted += 1;
        counters.sockets += 1;
        perAddress.add(address, 1);
        connections.set(connection, () => accepted.terminate());
        accepted.once('close', () => {
          counters.sockets -= 1;
          connections.delete(connection);
          perAddress.add(address, -1);
        });
      });
    },
    counters: () => ({ ...counters, topics: hub.topicCount() }),
    close: () => {
      clearInterval(heartbeat);
      for (const end of connections.values()) end();
      server.close();
    },
  };
}

/** Sockets or topics by address; an address without any takes no space. */
function createAddressCount() {
  const counts = new Map<string, number>();
  return {
    of: (address: string) => counts.get(address) ?? 0,
    add: (address: string, change: 1 | -1) => {
      const count = (counts.get(address) ?? 0) + change;
      if (count > 0) counts.set(address, count);
      else counts.delete(address);
    },
  };
}

/** Room for topics: so many of one address, so many in all. */
function createTopicRoom(limits: SignalingLimits): (address: string) => ConnectionContext['room'] {
  const heard = createAddressCount();
  let inAll = 0;
  return (address) => ({
    takeRoom: () => {
      if (inAll >= limits.topics || heard.of(address) >= limits.topicsPerAddress) return false;
      inAll += 1;
      heard.add(address, 1);
      return true;
    },
    giveRoom: () => {
      inAll -= 1;
      heard.add(address, -1);
    },
  });
}

function createSocketServer(limits: SignalingLimits): WebSocketServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });
  // A handshake that is none: `ws` has answered 400 already.
  server.on('wsClientError', (_error, socket) => socket.destroy());
  return server;
}

function emptyCounters(): SignalingCounters {
  return {
    sockets: 0,
    accepted: 0,
    refused: 0,
    received: 0,
    delivered: 0,
    malformed: 0,
    limited: 0,
    notSubscribed: 0,
    cutOff: 0,
  };
}

function addressOf(request: IncomingMessage): string {
  return addressGroup(request.socket.remoteAddress ?? 'unknown');
}

/** Answers an upgrade with an HTTP status and hangs up. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** A signaling service on a port of its own. */
export interface SignalingServer {
  readonly url: string;
  readonly signaling: Signaling;
  close(): Promise<void>;
}

/** Runs a signaling service alone. Rejects when the port can't be had. */
export async function listenSignaling(
  place: { readonly host: string; readonly port: number },
  options: SignalingOptions = {},
): Promise<SignalingServer> {
  const signaling = createSignaling(options);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
    response.end('Banyan signaling\n');
  });
  server.on('upgrade', (request, socket, head) => signaling.handleUpgrade(request, socket, head));
  server.on('clientError', (_error, socket) => socket.destroy());
  const port = await listen(server, place);
  const name = place.host.includes(':') ? `[${place.host}]` : place.host;
  return {
    url: `ws://${name}:${port}`,
    signaling,
    close: () =>
      new Promise((resolve) => {
        signaling.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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
