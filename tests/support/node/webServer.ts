import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of the web, as far as this machine is one. */
export interface WebServer {
  /** Without a stroke at its end. */
  readonly origin: string;
  readonly seen: readonly IncomingMessage[];
  /** How it answers a path. What is not named is answered 404. */
  readonly routes: Map<string, (response: ServerResponse, request: IncomingMessage) => void>;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startWebServer(): Promise<WebServer> {
  const seen: IncomingMessage[] = [];
  const routes: WebServer['routes'] = new Map();
  const server = createServer((request, response) => {
    seen.push(request);
    const route = routes.get(request.url ?? '');
    if (route === undefined) response.writeHead(404).end();
    else route(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Listening on a port, its address is an object.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    routes,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers so. */
export function says(content: string | Uint8Array, headers: Record<string, string> = {}) {
  return (response: ServerResponse): void => void response.writeHead(200, headers).end(content);
}

/** Leads on. */
export function leadsTo(location: string) {
  return (response: ServerResponse): void => void response.writeHead(302, { location }).end();
}
