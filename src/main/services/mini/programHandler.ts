import { Gate } from '@shared/gate.ts';
import type { HOST_SCRIPTS } from '@shared/mini/hostPages.ts';
import { readRange } from '../blobs/range.ts';
import { readEntry } from '../packages/entryContent.ts';
import { readEntryPath } from '../packages/entryPath.ts';
import type { OpenedPackage } from '../packages/openPackage.ts';
import type { ZipEntry } from '../packages/zipIndex.ts';
import { describeFile } from './fileType.ts';

/** The name of a script that the host serves itself. */
export type HostScript = (typeof HOST_SCRIPTS)[number];

/** What a program's pages are made of. */
export interface ProgramSources {
  /** The package; null when it can not be opened any more. */
  readonly open: () => Promise<OpenedPackage | null>;
  /** The text of a script of ours; null when the program has none by that name. */
  readonly script: (name: HostScript) => Promise<string | null>;
  /** On every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers requests for a program's files, at one origin. It never rejects. Rules: SPEC.md. */
export type ProgramHandler = (request: Request) => Promise<Response>;

/** Files of one program that are unpacked at once. The threads that do it are those that write the journal. */
const MOST_AT_ONCE = 32;

/** Serves a package, and in it the scripts that are the host's. Both editions use this, so that both answer alike. */
export function createProgramHandler(sources: ProgramSources): ProgramHandler {
  const refuse = refuser(sources.headers);
  const gate = new Gate(MOST_AT_ONCE);
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' });
    // A service worker would outlive the program's version, and answer in our place.
    if (request.headers.has('service-worker')) return refuse(403);
    const path = readPath(request.url);
    if (path === null) return refuse(404);
    try {
      return await answer({ request, path, gate }, sources);
    } catch {
      return refuse(500);
    }
  };
}

/** Makes plain refusals that carry `headers`. */
export function refuser(headers: Readonly<Record<string, string>>) {
  return (status: number, extra: Readonly<Record<string, string>> = {}): Response =>
    new Response(`${status}\n`, {
      status,
      headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8', ...extra },
    });
}

interface Asked {
  readonly request: Request;
  readonly path: string;
  readonly gate: Gate;
}

async function answer({ request, path, gate }: Asked, sources: ProgramSources): Promise<Response> {
  const { headers } = sources;
  if (isHostScript(path)) {
    const script = await sources.script(path);
    return script === null ? refuser(headers)(404) : answerScript(request, script, headers);
  }
  const entry = (await sources.open())?.find(path);
  return entry === undefined ? refuser(headers)(404) : answerEntry({ request, entry, gate }, headers);
}

function isHostScript(path: string): path is HostScript {
  return path === 'webxdc.js' || path === 'banyan.js';
}

function answerScript(request: Request, script: string, headers: ProgramSources['headers']): Response {
  const bytes = Buffer.from(script);
  return new Response(request.method === 'HEAD' ? null : bytes, {
    headers: { ...headers, ...describeFile('webxdc.js'), 'Content-Length': String(bytes.length) },
  });
}

function answerEntry(
  { request, entry, gate }: Pick<Asked, 'request' | 'gate'> & { readonly entry: ZipEntry },
  headers: ProgramSources['headers'],
): Response {
  const { size } = entry;
  const range = readRange(request.headers.get('range'), size);
  if (range === 'unsatisfiable') return refuser(headers)(416, { 'Content-Range': `bytes */${size}` });
  const { start, end } = range ?? { start: 0, end: size };
  const described = {
    ...headers,
    ...describeFile(entry.path),
    'Accept-Ranges': 'bytes',
    'Content-Length': String(end - start),
    ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${size}` }),
  };
  const body = request.method === 'HEAD' || start === end ? null : streamOf(inTurn(gate, partOf(entry, start, end)));
  return new Response(body, { status: range === null ? 200 : 206, headers: described });
}

/** Asks for a piece when one is wanted, and for none before. */
function streamOf<T>(pieces: AsyncGenerator<T, void, undefined>): ReadableStream<T> {
  return new ReadableStream<T>(
    {
      pull: async (controller) => {
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: async () => void (await pieces.return()),
    },
    { highWaterMark: 0 },
  );
}

/** Begins when it is asked for its first piece and the gate lets it in, and leaves when it ends or nobody wants more. */
async function* inTurn<T>(gate: Gate, pieces: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const leave = await gate.enter();
  try {
    yield* pieces;
  } finally {
    leave();
  }
}

/** Unpacks from the beginning, and gives out no more than is asked for. */
async function* partOf(entry: ZipEntry, start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0;
  for await (const piece of readEntry(entry)) {
    const part = piece.subarray(Math.max(0, start - at), Math.max(0, end - at));
    at += piece.length;
    if (part.length > 0) yield part;
    if (at >= end) return;
  }
}

/** The path of a file, decoded once; null when it can be none of a package (PKG-6). */
function readPath(address: string): string | null {
  const { pathname } = new URL(address);
  if (pathname === '/' || pathname === '') return 'index.html';
  try {
    const path = readEntryPath(Buffer.from(decodeURIComponent(pathname.slice(1))));
    return path.ok ? path.value : null;
  } catch {
    return null;
  }
}
