/** Requests to the browser edition's host that no fetch would let one make: any name, any header. */
import { type OutgoingHttpHeaders, request } from 'node:http';
import { WebSocket } from 'ws';
import type { WebHost } from '../../../src/main/services/web-host/webHost.ts';

/** What is asked of the host; its own name unless the headers say another. */
export interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Uint8Array;
  readonly address?: string;
}

/** Asks, and reads the whole answer. */
export function ask(
  host: Pick<WebHost, 'port'>,
  { path, method = 'GET', headers = {}, body, address = '127.0.0.1' }: Asked,
) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const options = {
      host: address,
      port: host.port,
      path,
      method,
      headers: { Host: `localhost:${host.port}`, ...headers },
    };
    const asked = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** The status of a WebSocket handshake. */
export function handshake(host: Pick<WebHost, 'port'>, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, {
      headers: { Host: `localhost:${host.port}`, ...headers },
    });
    socket.on('open', () => {
      resolve(101);
      socket.close();
    });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('error', () => undefined);
  });
}
