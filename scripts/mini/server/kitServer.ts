import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { type AccessRules, isOwnHost, ownOrigin } from '../../../src/main/services/web-host/access.ts';
import { type LoopbackServers, listenOnLoopback } from '../../../src/main/services/web-host/listen.ts';
import {
  programName,
  programPlaces,
  programSources,
  serveProgram,
} from '../../../src/main/services/web-host/programGate.ts';
import { miniHandlers } from '../../../src/main/services/mini/miniHandlers.ts';
import { type Programs, createPrograms } from '../../../src/main/services/mini/programs.ts';
import { type KitCalls, kitCalls } from './kitCalls.ts';
import type { KitAssets } from './kitAssets.ts';
import type { ProgramSource } from './programSource.ts';

/** The kit's page and its programs, each at an origin of its own. */
export interface KitServer {
  /** Where the page is. */
  readonly address: string;
  close(): Promise<void>;
}

interface Serving {
  readonly rules: () => AccessRules;
  readonly programs: Programs;
  readonly assets: KitAssets;
  readonly source: ProgramSource;
  readonly calls: KitCalls;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Serves a program by the host's own handler, gate and headers, on loopback. */
export async function startKitServer(
  source: ProgramSource,
  { assets, port }: { readonly assets: KitAssets; readonly port: number },
): Promise<KitServer> {
  let rules: AccessRules = { port, secret: '', developmentOrigin: null };
  const places = programPlaces(() => rules);
  const programs = createPrograms({
    packages: source.packages,
    clientDirectory: assets.clientDirectory,
    ancestors: places.ancestors,
  });
  const handlers = miniHandlers({ ...places, programs, views: null });
  const serving: Serving = { rules: () => rules, programs, assets, source, calls: kitCalls({ handlers, assets }) };
  const loopback: LoopbackServers = await listenOnLoopback(port, (request, response) => {
    serve(request, response, serving).catch(() => response.destroy());
  });
  rules = { ...rules, port: loopback.port };
  return { address: `${ownOrigin(loopback.port)}/`, close: () => loopback.close() };
}

async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const rules = serving.rules();
  const name = programName(request.headers, rules);
  if (name !== null) return serveProgram({ request, response, name }, { rules, programs: serving.programs });
  if (!isOwnHost(request.headers, rules)) return refuse(response, 403);
  const { pathname } = new URL(request.url ?? '/', ownOrigin(rules.port));
  if (request.method === 'POST') return answerCall(request, response, serving);
  if (pathname === '/kit/state') return sendState(response, serving.source);
  if (pathname === '/kit/events') return followChanges(request, response, serving.source);
  return sendAsset(response, pathname, serving);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

/** Only the page itself may call: any other site could ask its visitor's browser to. */
async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  { rules, calls }: Serving,
): Promise<void> {
  if (request.headers.origin !== ownOrigin(rules().port)) return refuse(response, 403);
  const answer = await calls(request);
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
}

function sendState(response: ServerResponse, { current, problem, revision }: ProgramSource): void {
  const manifest = current?.opened.contents.manifest;
  const state = {
    revision,
    problem,
    name: manifest?.name ?? current?.fallbackName ?? 'program',
    size: current?.bytes.length ?? 0,
    banyan: manifest?.banyan ?? null,
    isThere: current !== null,
  };
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(state));
}

/** One line for each time it was packed anew. */
function followChanges(request: IncomingMessage, response: ServerResponse, source: ProgramSource): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(':\n\n');
  const stop = source.onChange(() => response.write(`data: ${source.revision}\n\n`));
  request.once('close', stop);
}

function sendAsset(response: ServerResponse, pathname: string, { rules, assets }: Serving): void {
  const path = pathname === '/' ? 'index.html' : pathname.slice(1);
  const file = assets.page.get(path);
  if (file === undefined) return refuse(response, 404);
  const sources = programSources(rules().port);
  response.writeHead(200, {
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': `default-src 'self'; frame-src ${sources}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(file);
}
