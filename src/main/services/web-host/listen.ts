import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemCode } from '../files/files.ts';

/** Another program listens on the port. The app's data hangs on it, so no other port is taken instead. */
export class PortTakenError extends Error {
  readonly port: number;
  constructor(port: number) {
    super(`port ${port} is taken by another program`);
    this.port = port;
  }
}

/** Servers on both loopback addresses, same port. */
export interface LoopbackServers {
  readonly port: number;
  readonly servers: readonly Server[];
  close(): Promise<void>;
}

const FREE_PORT_ATTEMPTS = 20;

/**
 * Listens on 127.0.0.1 and ::1: browsers try ::1 first for `localhost`, so whoever had only one of them could be
 * shadowed by another program on the other. A machine without IPv6 is served on 127.0.0.1 alone.
 */
export async function listenOnLoopback(port: number, listener: RequestListener): Promise<LoopbackServers> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnce(port, listener);
    } catch (cause) {
      const isRetried = port === 0 && cause instanceof PortTakenError && attempt < FREE_PORT_ATTEMPTS;
      if (!isRetried) throw cause;
    }
  }
}

async function listenOnce(wanted: number, listener: RequestListener): Promise<LoopbackServers> {
  const first = await listen('127.0.0.1', wanted, listener);
  const { port } = first.address() as AddressInfo; // a TCP server that listens has one
  try {
    const second = await listen('::1', port, listener);
    return group(port, [first, second]);
  } catch (cause) {
    if (['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(systemCode(cause))) return group(port, [first]);
    await close(first);
    throw cause;
  }
}

function group(port: number, servers: readonly Server[]): LoopbackServers {
  return { port, servers, close: async () => void (await Promise.all(servers.map(close))) };
}

function listen(host: string, port: number, listener: RequestListener): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.on('clientError', (_error, socket) => socket.destroy());
    server.once('error', (cause) => {
      reject(systemCode(cause) === 'EADDRINUSE' ? new PortTakenError(port) : cause);
    });
    server.listen({ host, port, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
