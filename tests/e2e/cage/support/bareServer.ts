/** A server without a cage: it frames and serves the same files as the host, with no headers or those it is told. The control of the probes. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path/posix';
import { json } from 'node:stream/consumers';
import type { ProbeReport } from '../../../support/shared/cage.ts';

/** Files by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A running server. */
export interface BareServer {
  readonly port: number;
  /** The page of the files, at a site of its own for each number: what ends one's process leaves the others. */
  alone(number: number, fragment: string): string;
  /** A page around it, in a frame without a sandbox. */
  framed(number: number, fragment: string): string;
  /** What the probes in frames said of themselves so far. It outlives their pages, and the pages around them. */
  readonly told: readonly ProbeReport[];
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The page around a frame: hands on in order what it is told, and says so to who asks. */
const PARENT = `<!doctype html><title>parent</title><body style="margin:0"><script>
window.told = [];
let last = Promise.resolve();
let passed = 0;
const passOn = async () => {
  const body = JSON.stringify(told.slice(passed));
  passed = told.length;
  if (body !== '[]') await fetch('/told', { method: 'POST', body, keepalive: true });
};
addEventListener('message', ({ data, source }) => {
  if (data !== 'heard?') told.push(data);
  last = last.then(passOn).then(() => data === 'heard?' && source.postMessage('heard', '*'));
});
const frame = document.createElement('iframe');
frame.allow = '*';
frame.style = 'border:0;width:600px;height:300px';
frame.src = decodeURIComponent(location.search.slice(1));
document.body.append(frame);
</script>`;

/** Serves `files` at every name under `localhost`; what has no type of its own is a page, as a careless server would have it. */
export async function startBareServer(
  files: Files,
  headers: Readonly<Record<string, string>> = {},
): Promise<BareServer> {
  const told: ProbeReport[] = [];
  const hear = async (request: IncomingMessage) => {
    const words = (await json(request)) as readonly (ProbeReport | 'ready')[];
    told.push(...words.filter((word) => word !== 'ready'));
    return 'heard';
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/told') void hear(request).then((content) => send(response, { type: 'text/plain', content }));
    else if (pathname === '/parent') send(response, { type: 'text/html', content: PARENT });
    else answer(response, pathname === '/' ? 'index.html' : pathname.slice(1));
  });
  const answer = (response: ServerResponse, path: string) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const content = files[path];
    if (content === undefined) response.statusCode = 404;
    send(response, { type: TYPES[extname(path)] ?? 'text/html', content: content ?? 'none' });
  };
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const alone = (number: number, fragment: string) => `http://bare-${number}.localhost:${port}/index.html#${fragment}`;
  return {
    port,
    told,
    alone,
    framed: (number, fragment) => `http://localhost:${port}/parent?${encodeURIComponent(alone(number, fragment))}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(
  response: ServerResponse,
  { type, content }: { readonly type: string; readonly content: string | Uint8Array },
) {
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', 'no-store');
  response.end(content);
}
