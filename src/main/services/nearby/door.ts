import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { refuseUpgrade } from '../signaling/signaling.ts';
import { MAX_FRAME } from './frames.ts';
import { plainAddress } from './networks.ts';

/** Where hosts speak with each other. */
export const LAN_PATH = '/banyan/1';
const MOST_SOCKETS = 64;
const MOST_OF_ONE_ADDRESS = 4;
/** Half-open connections beyond the sockets. */
const SPARE_CONNECTIONS = 32;
/** Who has not said by then what it wants is hung up on, ms. */
const REQUEST_TIMEOUT = 5000;

/** The one port of this host that others in the network reach: hosts alone, for nothing but topics. */
export interface Door {
  readonly port: number;
  /** How many addresses have sockets here. */
  readonly addresses: () => number;
  close(): void;
}

/** Opens the door (NRB-5). Rejects when no port can be had. `isNear` tells neighbours from everybody else. */
export async function openDoor(
  isNear: (address: string | undefined) => boolean,
  entered: (socket: WebSocket) => void,
  host?: string,
): Promise<Door> {
  const inside = new Map<string, number>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME,
    perMessageDeflate: false,
    clientTracking: true,
  });
  // A handshake that is none: `ws` has answered 400 already.
  sockets.on('wsClientError', (_error, socket) => socket.destroy());
  const server = createServer(
    { headersTimeout: REQUEST_TIMEOUT, requestTimeout: REQUEST_TIMEOUT, connectionsCheckingInterval: REQUEST_TIMEOUT },
    (_request, response) => response.writeHead(404, { Connection: 'close' }).end(),
  );
  server.maxConnections = MOST_SOCKETS + SPARE_CONNECTIONS;
  server.on('connection', (socket) => {
    if (!isNear(socket.remoteAddress)) socket.destroy();
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('upgrade', (request, socket, head) => {
    const party = plainAddress(request.socket.remoteAddress ?? '');
    const refusal = refusalOf(request, { all: sockets.clients.size, own: inside.get(party) ?? 0 });
    if (refusal !== null) return refuseUpgrade(socket, refusal);
    enter(sockets, { request, socket, head }, (accepted) => {
      count(inside, party, 1);
      accepted.once('close', () => count(inside, party, -1));
      entered(accepted);
    });
  });
  const port = await listen(server, host);
  server.unref();
  return {
    port,
    addresses: () => inside.size,
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Counts one socket of an address more or less; an address that has none is not remembered. */
function count(inside: Map<string, number>, party: string, by: 1 | -1): void {
  const sum = (inside.get(party) ?? 0) + by;
  if (sum > 0) inside.set(party, sum);
  else inside.delete(party);
}

function listen(server: Server, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, ...(host === undefined ? {} : { host }) }, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

interface Handshake {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

function enter(sockets: WebSocketServer, { request, socket, head }: Handshake, then: (s: WebSocket) => void): void {
  sockets.handleUpgrade(request, socket, head, then);
}

/** Web pages say their origin, always; hosts say none. */
function refusalOf(request: IncomingMessage, taken: { readonly all: number; readonly own: number }): string | null {
  if (request.headers.origin !== undefined) return '403 Forbidden';
  if (request.url !== LAN_PATH) return '404 Not Found';
  if (taken.all >= MOST_SOCKETS) return '503 Service Unavailable';
  return taken.own >= MOST_OF_ONE_ADDRESS ? '429 Too Many Requests' : null;
}
