import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TEST_CERTIFICATE, TEST_KEY } from './tlsFixture.ts';

/** What the server was asked, whole. */
export interface HeardRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server of this machine that answers for `api.example.org` and `data.example.net`. */
export interface NetServer {
  readonly port: number;
  readonly heard: readonly HeardRequest[];
  /** Connections made to it so far. */
  readonly connections: () => number;
  /** How it answers a path. What is not named is answered 404. */
  readonly routes: Map<string, (response: ServerResponse) => void>;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startNetServer(): Promise<NetServer> {
  const heard: HeardRequest[] = [];
  const routes: NetServer['routes'] = new Map();
  let connections = 0;
  const server = createServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      heard.push({ method, host: headers.host ?? '', path: url, headers, body: Buffer.concat(pieces).toString() });
      const route = routes.get(url);
      if (route === undefined) response.writeHead(404).end();
      else route(response);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Listening on a port, its address is an object.
    port: (server.address() as AddressInfo).port,
    heard,
    connections: () => connections,
    routes,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
