import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { MAX_MAILBOX_FRAME } from '@shared/mailbox/frames.ts';
import { defaultSignalingLimits } from '../signaling/limits.ts';
import { partyOfSocket } from '../signaling/party.ts';
import { type Place, createPlaces } from '../signaling/places.ts';
import { refuseUpgrade } from '../signaling/signaling.ts';
import { createTokenCheck } from '../signaling/token.ts';
import { type MailboxReport, emptyMailboxCounters } from './counters.ts';
import { Ledger } from './ledger.ts';
import { type MailboxLimits, defaultMailboxLimits } from './limits.ts';
import { MailboxConnection, type MailboxConnectionContext } from './mailboxConnection.ts';
import type { MailboxStore, StoreFigures } from './mailboxStore.ts';
import { Quota } from './quota.ts';
import { type ReceiptSigner, createReceiptSigner } from './receipts.ts';

/** How a mailbox service is set up. */
export interface MailboxOptions {
  /** Whoever gives it closes it. */
  readonly store: MailboxStore;
  readonly limits?: Partial<MailboxLimits>;
  /** Whether a page of this origin may connect (undefined: not a page). All may when left out. */
  readonly isOriginAllowed?: (origin: string | undefined) => boolean;
  /** What everyone who connects must show. */
  readonly token?: string;
  /** Whom a request counts for; its address when left out. */
  readonly partyOf?: (request: IncomingMessage) => string;
  readonly now?: () => number;
  readonly monotonic?: () => number;
  /** How often silent sockets are looked for, ms. */
  readonly lookMs?: number;
}

/** A mailbox service without a port of its own. */
export interface Mailbox {
  /** Takes over an HTTP upgrade that was meant for it, or refuses it. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  report(): MailboxReport;
  close(): void;
}

/** How often silent sockets are looked for, and what is kept is counted, ms. */
const LOOK_EVERY = 15_000;
const TRY_AGAIN_LATER = 1013;

/** Creates a mailbox service. Rules: SPEC.md. */
export function createMailbox(options: MailboxOptions): Mailbox {
  const limits = { ...defaultMailboxLimits, ...options.limits };
  const { now = Date.now, monotonic = () => performance.now(), partyOf = partyOfSocket, store } = options;
  const counters = emptyMailboxCounters();
  const state = { isWorking: true, store: { bundles: 0, bytes: 0 } };
  const bounds = createBounds(store, limits, { now, monotonic, kept: () => state.store.bytes });
  const places = createPlaces({ ...defaultSignalingLimits, ...limits }, monotonic);
  const hasToken = createTokenCheck(options.token ?? null);
  const server = createSocketServer();
  const connections = new Set<MailboxConnection>();
  const onStore = (isWorking: boolean) => {
    state.isWorking = isWorking;
  };
  const shared = { store, limits, counters, ...bounds, now, monotonic, onStore };
  const signer = createLateSigner(store, onStore);
  const stopLooking = lookRegularly({ store, connections, every: options.lookMs ?? LOOK_EVERY }, (figures) => {
    state.store = figures;
  });

  const serve = (socket: WebSocket, holder: Holder) =>
    serveSocket(socket, { ...shared, signer, connections, ...holder });

  return {
    handleUpgrade: (request, socket, head) => {
      const status = refusalOf(request, { ...options, hasToken, reason: places.refusal(partyOf(request)) });
      if (status !== null) {
        counters.refusedSockets += 1;
        return refuseUpgrade(socket, status);
      }
      const party = partyOf(request);
      server.handleUpgrade(
        request,
        socket,
        head,
        (accepted) => void serve(accepted, { party, place: places.take(party) }),
      );
    },
    report: () => ({
      ...counters,
      refused: { ...counters.refused },
      store: state.store,
      state: state.isWorking ? 'ok' : 'away',
    }),
    close: () => {
      stopLooking();
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

/** What bounds how much an address leaves, and how much of it is kept. */
function createBounds(
  store: MailboxStore,
  limits: MailboxLimits,
  { now, monotonic, kept }: Pick<MailboxConnectionContext, 'now' | 'monotonic'> & { readonly kept: () => number },
): Pick<MailboxConnectionContext, 'quota' | 'ledger' | 'free'> {
  const ledger = new Ledger(limits, now);
  store.watchGone((ids) => ledger.release(ids));
  const rate = { perSecond: limits.depositBytesPerSecond, burst: limits.depositBurst };
  return { ledger, quota: new Quota(rate, monotonic), free: () => Math.max(0, store.capacity - kept()) };
}

/** Whose socket it is, and its place. */
interface Holder {
  readonly place: Place;
  readonly party: string;
}

async function serveSocket(
  socket: WebSocket,
  context: Omit<MailboxConnectionContext, 'signer'> & {
    readonly signer: () => Promise<ReceiptSigner | null>;
    readonly connections: Set<MailboxConnection>;
  },
): Promise<void> {
  const { counters, connections, place } = context;
  counters.accepted += 1;
  counters.sockets += 1;
  socket.on('error', () => undefined);
  socket.once('close', () => {
    counters.sockets -= 1;
    place.leave();
  });
  const signer = await context.signer();
  if (signer === null || socket.readyState !== socket.OPEN) return socket.close(TRY_AGAIN_LATER);
  const connection = new MailboxConnection(socket, { ...context, signer });
  connections.add(connection);
  socket.once('close', () => connections.delete(connection));
}

function refusalOf(
  request: IncomingMessage,
  gate: Pick<MailboxOptions, 'isOriginAllowed'> & {
    readonly hasToken: (request: IncomingMessage) => boolean;
    readonly reason: 'full' | 'address' | null;
  },
): string | null {
  if (gate.isOriginAllowed?.(request.headers.origin) === false) return '403 Forbidden';
  if (gate.reason !== null) return gate.reason === 'full' ? '503 Service Unavailable' : '429 Too Many Requests';
  return gate.hasToken(request) ? null : '401 Unauthorized';
}

/** The signer, made of the secret of the store as soon as it gives it; null while it does not. */
function createLateSigner(
  store: MailboxStore,
  onStore: (isWorking: boolean) => void,
): () => Promise<ReceiptSigner | null> {
  let known: ReceiptSigner | null = null;
  return async () => {
    if (known !== null) return known;
    const secret = await store.secret();
    onStore(secret.ok);
    if (secret.ok) known ??= createReceiptSigner(secret.value);
    return known;
  };
}

function createSocketServer(): WebSocketServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MAILBOX_FRAME,
    perMessageDeflate: false,
    clientTracking: true,
  });
  server.on('wsClientError', (_error, socket) => socket.destroy());
  return server;
}

/** Looks now and then for sockets that are silent, and for how much is kept. */
function lookRegularly(
  watched: {
    readonly store: MailboxStore;
    readonly connections: ReadonlySet<MailboxConnection>;
    readonly every: number;
  },
  told: (figures: StoreFigures) => void,
): () => void {
  const look = () => {
    for (const connection of watched.connections) connection.checkIdle();
    void watched.store.figures().then(told);
  };
  look();
  const timer = setInterval(look, watched.every);
  timer.unref();
  return () => clearInterval(timer);
}
