import { decode } from 'cborg';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { fail } from '@shared/result.ts';
import type { HostEvent, HostEventPayload } from '@shared/ipc/contract.ts';
import { API_PATH, EVENTS_PATH, MAX_WIRE_BYTES, WIRE_TYPE } from '@shared/ipc/wire.ts';
import { type AssetHandler, createAssetHandler } from '../assets/assets.ts';
import { securityHeaders } from '../assets/securityHeaders.ts';
import { type BackupHandler, createBackupHandler, isBackupAddress } from '../backup/serveBackup.ts';
import { type BlobHandler, createBlobHandler, isBlobAddress } from '../blobs/serveBlob.ts';
import { type Dispatcher, createDispatcher } from '../dispatcher/dispatcher.ts';
import { createFeedFetcher, feedResolver } from '../feeds/feedFetcher.ts';
import { faultReporter } from '../host/faultLog.ts';
import { type HostServices, createHostServices } from '../host/hostServices.ts';
import type { LogFile } from '../log/logFile.ts';
import { type NoMailbox, createNoMailbox } from '../mailbox/noMailbox.ts';
import type { Programs } from '../mini/programs.ts';
import type { Nearby } from '../nearby/nearby.ts';
import type { DerivationCost } from '../lock/passphraseKey.ts';
import { createPreviewFetcher } from '../previews/previewFetcher.ts';
import { partyOfSocket } from '../signaling/party.ts';
import { type Signaling, createSignaling, refuseUpgrade } from '../signaling/signaling.ts';
import { fileProtection } from '../vault/protection.ts';
import {
  type AccessRules,
  hasSession,
  isOwnHost,
  isOwnPage,
  isSecret,
  isSignalingOrigin,
  ownOrigin,
} from './access.ts';
import { letIn, sendAnswer, sendHelp, sendText } from './answers.ts';
import { listenOnLoopback } from './listen.ts';
import { programName, programPlaces, programSources, serveProgram } from './programGate.ts';
import { readBody, sendWebResponse, streamWebResponse, toWebRequest } from './nodeHttp.ts';
import { createSocketCalls } from './socketCalls.ts';
import { type Tickets, createTickets } from './tickets.ts';

/** Where who has the key asks for a ticket (WEB-14). */
const TICKET_PATH = '/__ticket';
const KEY_HEADER = 'x-banyan-key';

/** Everyone here has the same address, so our own pages are counted apart from the rest of the machine (WEB-15). */
const OWN_PARTY = 'own';

/** What the browser edition's host is started with. */
export interface WebHostOptions {
  readonly dataDir: string;
  /** The built renderer. */
  readonly rendererDirectory: string;
  /** The built scripts that mini programs load. */
  readonly clientDirectory: string;
  /** 0 takes a free one, for tests. */
  readonly port: number;
  /** Origin of a Vite dev server whose page this host serves. */
  readonly developmentOrigin: string | null;
  readonly version: string;
  /** What deriving a lock's key costs; a test's own. */
  readonly lockCost?: DerivationCost;
  /** Whether feeds of the web, and what links are shown with, are fetched from this machine, too; only ever by the person's own word. */
  readonly hasLocalFeeds?: boolean;
  /** Where backups are put that are made by themselves; with the data unless given. */
  readonly backupFolder?: string | null;
  /** How other hosts in the same network are found; without it none are. It ends with the host. */
  readonly nearby?: Nearby | undefined;
  readonly log: LogFile;
}

/** A running host. `url` carries the key that lets a browser in. */
export interface WebHost {
  readonly origin: string;
  readonly port: number;
  readonly url: string;
  emit<E extends HostEvent>(event: E, payload: HostEventPayload<E>): void;
  close(): Promise<void>;
}

/** Starts the browser edition's host. Rejects with `PortTakenError` when the port is not free. Rules: SPEC.md. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  let rules: AccessRules = {
    port: options.port,
    secret: randomBytes(32).toString('base64url'),
    developmentOrigin: options.developmentOrigin,
  };
  const tell = (change: HostEventPayload<'lock.changed'>) => sockets.emit('lock.changed', change);
  const services = openServices(options, () => rules, tell);
  const dispatcher = createDispatcher(services.handlers, faultReporter(options.log));
  const assets = createAppHandler(options.rendererDirectory, () => rules.port);
  const blobs = createBlobHandler({ blobs: services.blobs, headers: blobHeaders(options) });
  const backups = createBackupHandler({ backups: services.backups, headers: blobHeaders(options) });
  const sockets = createSocketCalls(dispatcher);
  const signaling = openSignaling(options, () => rules);
  const noMailbox = createNoMailbox({ isOriginAllowed: isSignalingOrigin });
  const loopback = await listenOnLoopback(
    options.port,
    requestListener({
      rules: () => rules,
      tickets: createTickets(),
      dispatcher,
      assets,
      blobs,
      backups,
      programs: services.programs,
    }),
  );
  rules = { ...rules, port: loopback.port };
  for (const server of loopback.servers) {
    server.on('upgrade', (request, socket, head) =>
      upgrade({ request, socket, head }, { rules, sockets, signaling, noMailbox }),
    );
  }
  const origin = ownOrigin(loopback.port);
  return {
    origin,
    port: loopback.port,
    url: `${origin}/?key=${rules.secret}`,
    emit: (event, payload) => sockets.emit(event, payload),
    close: async () => {
      sockets.close();
      signaling.close();
      noMailbox.close();
      await loopback.close();
      await services.dispose();
    },
  };
}

/** For the pages of this machine; what they say goes on to other hosts in the network, where there is a way. */
function openSignaling({ nearby }: WebHostOptions, rules: () => AccessRules): Signaling {
  return createSignaling({
    isOriginAllowed: isSignalingOrigin,
    partyOf: (request) => (isOwnPage(request.headers, rules()) ? OWN_PARTY : partyOfSocket(request)),
    ...(nearby === undefined ? {} : { bus: nearby.bus }),
  });
}

/** What both editions share, as this one runs it. The port may not be known yet. */
function openServices(
  options: WebHostOptions,
  rules: () => AccessRules,
  lockChanged: (change: HostEventPayload<'lock.changed'>) => void,
): HostServices {
  const resolve = feedResolver(options.hasLocalFeeds === true);
  return createHostServices({
    dataDir: options.dataDir,
    protection: fileProtection,
    describe: {
      edition: 'browser',
      version: options.version,
      platform: process.platform,
      capabilities: ['backups', 'lock', ...(options.nearby === undefined ? [] : (['nearby'] as const))],
    },
    nearby: options.nearby,
    signaling: () => [`ws://localhost:${rules().port}/signal`],
    effects: { lockChanged },
    lockCost: options.lockCost,
    backupFolder: options.backupFolder ?? null,
    mini: {
      clientDirectory: options.clientDirectory,
      ...programPlaces(rules),
      views: null,
      net: null,
    },
    fetchFeed: createFeedFetcher({ resolve }),
    previews: createPreviewFetcher({ resolve }),
    log: options.log,
  });
}

/** The app's policy names the port, which is known once the host listens. */
function createAppHandler(directory: string, port: () => number): AssetHandler {
  let handler: AssetHandler | null = null;
  return (request) => {
    handler ??= createAssetHandler({ directory, headers: securityHeaders({ frames: programSources(port()) }) });
    return handler(request);
  };
}

/** A page of a dev server is of another origin, and of the same site. */
function blobHeaders({ developmentOrigin }: WebHostOptions): Record<string, string> {
  const policy = developmentOrigin === null ? 'same-origin' : 'same-site';
  return { ...securityHeaders(), 'Cross-Origin-Resource-Policy': policy };
}

interface Serving {
  readonly rules: () => AccessRules;
  readonly tickets: Tickets;
  readonly dispatcher: Dispatcher;
  readonly assets: AssetHandler;
  readonly blobs: BlobHandler;
  readonly backups: BackupHandler;
  readonly programs: Programs;
}

function requestListener(serving: Serving): RequestListener {
  return (request, response) => {
    // Every branch answers by itself; what is left is a connection that broke, which needs no answer.
    serve(request, response, serving).catch(() => response.destroy());
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const rules = serving.rules();
  const name = programName(request.headers, rules);
  if (name !== null) return serveProgram({ request, response, name }, { rules, programs: serving.programs });
  if (!isOwnHost(request.headers, rules)) return sendText(response, 421, 'Misdirected Request\n');
  return serveApp(request, response, serving);
}

async function serveApp(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const rules = serving.rules();
  const asked = toWebRequest(request, ownOrigin(rules.port));
  if (asked === null) return sendText(response, 400, 'Bad Request\n');
  const url = new URL(asked.url);
  if (url.pathname.startsWith(API_PATH)) return serveCall(request, response, serving);
  if (url.pathname === TICKET_PATH) return sellTicket(request, response, serving);
  const key = url.pathname === '/' ? url.searchParams.get('key') : null;
  if (key !== null && (isSecret(key, rules) || serving.tickets.redeem(key))) return letIn(response, rules);
  if (!hasSession(request.headers, rules)) return sendHelp(response);
  return sendContent(response, asked, serving);
}

async function sendContent(response: ServerResponse, asked: Request, serving: Serving): Promise<void> {
  const { assets, blobs, backups } = serving;
  if (isBlobAddress(asked.url)) return streamWebResponse(response, await blobs(asked));
  if (isBackupAddress(asked.url)) return streamWebResponse(response, await backups(asked));
  return sendWebResponse(response, await assets(asked));
}

/** Who has the key, and is no page, gets a word that lets a browser in once. */
function sellTicket(request: IncomingMessage, response: ServerResponse, { rules, tickets }: Serving): void {
  const key = request.headers[KEY_HEADER];
  const isAllowed =
    request.method === 'POST' &&
    request.headers.origin === undefined &&
    typeof key === 'string' &&
    isSecret(key, rules());
  sendText(response, isAllowed ? 200 : 403, isAllowed ? tickets.issue() : 'Forbidden\n');
}

async function serveCall(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const rules = serving.rules();
  if (request.method !== 'POST') return sendText(response, 405, 'Method Not Allowed\n');
  if (!isOwnPage(request.headers, rules) || request.headers['content-type'] !== WIRE_TYPE) {
    return sendAnswer(response, 403, fail('forbidden', 'this sender may not call the host'));
  }
  const body = await readBody(request, MAX_WIRE_BYTES);
  if (!body.ok) return sendAnswer(response, 413, body);
  const method = (request.url ?? '').slice(API_PATH.length);
  const input = decodeInput(body.value);
  return sendAnswer(response, 200, await serving.dispatcher.dispatch({ senderAllowed: true, method, input }));
}

function decodeInput(body: Uint8Array): unknown {
  try {
    return decode(body);
  } catch {
    // No input of the contract is null: the dispatcher answers `invalid-input`.
    return null;
  }
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

interface UpgradeTargets {
  readonly rules: AccessRules;
  readonly sockets: ReturnType<typeof createSocketCalls>;
  readonly signaling: ReturnType<typeof createSignaling>;
  readonly noMailbox: NoMailbox;
}

function upgrade({ request, socket, head }: Upgrade, targets: UpgradeTargets): void {
  const { rules, sockets, signaling, noMailbox } = targets;
  if (!isOwnHost(request.headers, rules)) return refuseUpgrade(socket, '421 Misdirected Request');
  if (request.url === '/signal') return signaling.handleUpgrade(request, socket, head);
  if (request.url === '/mailbox') return noMailbox.handleUpgrade(request, socket, head);
  if (request.url !== EVENTS_PATH) return refuseUpgrade(socket, '404 Not Found');
  if (!isOwnPage(request.headers, rules)) return refuseUpgrade(socket, '403 Forbidden');
  return sockets.accept(request, socket, head);
}
