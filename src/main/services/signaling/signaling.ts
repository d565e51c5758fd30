import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type SignalingBus, createLocalBus } from './bus.ts';
import { type Connection, type ConnectionContext, POLICY_VIOLATION, serveConnection } from './connection.ts';
import { type SignalingReport, emptyCounters, reportCounters } from './counters.ts';
import { createHub } from './hub.ts';
import { type SignalingLimits, defaultSignalingLimits } from './limits.ts';
import { partyOfSocket } from './party.ts';
import { type Place, createPlaces } from './places.ts';
import { createTokenCheck } from './token.ts';

/** How a signaling service is set up; all is optional. */
export interface SignalingOptions {
  readonly limits?: Partial<SignalingLimits>;
  /** Reaches the other nodes of the service; without it this process is alone. Whoever gives it closes it. */
  readonly bus?: SignalingBus;
  /** Whether a page of this origin may connect (undefined: not a page). All may when left out. */
  readonly isOriginAllowed?: (origin: string | undefined) => boolean;
  /** What everyone who connects must show. */
  readonly token?: string;
  /** Whom a request counts for in the limits; its address when left out. */
  readonly partyOf?: (request: IncomingMessage) => string;
  readonly heartbeatMs?: number;
  readonly now?: () => number;
}

/** A signaling service without a port of its own. */
export interface Signaling {
  /** Takes over an HTTP upgrade that was meant for it, or refuses it: with an HTTP status, or for want of a token with 1008. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  counters(): SignalingReport;
  close(): void;
}

const HEARTBEAT_MS = 30_000;
/** Sockets being told that their token is wrong; more are refused without a word that a page could read. */
const MOST_FAREWELLS = 64;
const FAREWELL_MS = 2000;

const STATUS = {
  refusedOrigin: '403 Forbidden',
  refusedFull: '503 Service Unavailable',
  refusedAddress: '429 Too Many Requests',
} as const;

/** Creates a signaling service that speaks y-webrtc's protocol. Rules: SPEC.md. */
export function createSignaling(options: SignalingOptions = {}): Signaling {
  const limits = { ...defaultSignalingLimits, ...options.limits };
  const counters = emptyCounters();
  const hub = createHub(options.bus ?? createLocalBus(), limits.topicsPerSocket);
  const server = createSocketServer(limits);
  const now = options.now ?? (() => performance.now());
  const serving = createServing({ hub, limits, counters, now }, options.heartbeatMs ?? HEARTBEAT_MS);
  const places = createPlaces(limits, now);
  const partyOf = options.partyOf ?? partyOfSocket;
  const hasToken = createTokenCheck(options.token ?? null);
  const sayFarewell = createFarewells();

  const refusal = (request: IncomingMessage): keyof typeof STATUS | null => {
    if (options.isOriginAllowed?.(request.headers.origin) === false) return 'refusedOrigin';
    const reason = places.refusal(partyOf(request));
    if (reason === null) return null;
    return reason === 'full' ? 'refusedFull' : 'refusedAddress';
  };

  return {
    handleUpgrade: (request, socket, head) => {
      const reason = refusal(request);
      const isKnown = hasToken(request);
      if (reason !== null) counters[reason] += 1;
      else if (!isKnown) counters.refusedToken += 1;
      if (reason !== null) return refuseUpgrade(socket, STATUS[reason]);
      if (!isKnown && !sayFarewell.hasRoom()) return refuseUpgrade(socket, '401 Unauthorized');
      const serve = (accepted: WebSocket) => serving.take(accepted, places.take(partyOf(request)));
      server.handleUpgrade(request, socket, head, isKnown ? serve : sayFarewell.to);
    },
    counters: () => reportCounters(counters, hub.topicCount()),
    close: () => {
      serving.close();
      sayFarewell.close();
      server.close();
    },
  };
}

/** The sockets that are served, each asked now and then whether it is still there. */
function createServing(shared: Omit<ConnectionContext, 'place'>, heartbeatMs: number) {
  const { counters } = shared;
  const connections = new Map<Connection, () => void>();
  const heartbeat = setInterval(() => {
    for (const connection of connections.keys()) connection.checkAlive();
  }, heartbeatMs);
  heartbeat.unref();
  return {
    take: (socket: WebSocket, place: Place) => {
      const connection = serveConnection(socket, { ...shared, place });
      counters.accepted += 1;
      counters.sockets += 1;
      connections.set(connection, () => socket.terminate());
      socket.once('close', () => {
        counters.sockets -= 1;
        connections.delete(connection);
        place.leave();
      });
    },
    close: () => {
      clearInterval(heartbeat);
      for (const end of connections.values()) end();
    },
  };
}

/** Browsers tell a page nothing of an HTTP status, so who has no token is let in to be told, and put out. */
function createFarewells() {
  const leaving = new Map<WebSocket, NodeJS.Timeout>();
  return {
    hasRoom: () => leaving.size < MOST_FAREWELLS,
    to: (socket: WebSocket) => {
      const timer = setTimeout(() => socket.terminate(), FAREWELL_MS);
      timer.unref();
      leaving.set(socket, timer);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        clearTimeout(timer);
        leaving.delete(socket);
      });
      socket.close(POLICY_VIOLATION, 'token');
    },
    close: () => {
      for (const socket of leaving.keys()) socket.terminate();
    },
  };
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

/** Answers an upgrade with an HTTP status and hangs up. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
