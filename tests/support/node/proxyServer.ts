import { createServer } from 'node:http';
import { type AddressInfo, type Socket, connect, createServer as createPlainServer } from 'node:net';

/** A proxy of this machine, and where it was asked to go. */
export interface ProxyServer {
  readonly port: number;
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Joins two sockets until either ends. */
function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
}

/** One that takes `CONNECT` and nothing else. Names are all this machine to it. */
export async function startHttpProxy(): Promise<ProxyServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    sockets.add(socket);
    const port = Number(/:(\d+)$/.exec(request.url ?? '')?.[1]);
    const there = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      join(socket, there);
    });
    there.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** One that speaks SOCKS 5 (RFC 1928) without a password. */
export async function startSocksProxy(): Promise<ProxyServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createPlainServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write(Buffer.of(5, 0));
      socket.once('data', (request: Buffer) => {
        const isName = request[3] === 3;
        const end = isName ? 5 + (request[4] ?? 0) : 8;
        const host = isName ? request.subarray(5, end).toString() : request.subarray(4, 8).join('.');
        const port = request.readUInt16BE(end);
        asked.push(`${host}:${port}`);
        const there = connect(port, '127.0.0.1', () => {
          socket.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
          join(socket, there);
        });
        there.on('error', () => socket.destroy());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
