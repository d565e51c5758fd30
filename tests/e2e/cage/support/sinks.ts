/** Outside observers: for each probe a port of its own, which hears TCP and UDP at every address of this machine. */
import { type Socket as Datagrams, createSocket } from 'node:dgram';
import { type Server, type Socket, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';

/** What reached a port: a connection that may have carried nothing, an HTTP request, a datagram. */
export type Hit = 'tcp' | 'http' | 'udp';

interface Sink {
  readonly port: number;
  readonly hits: Set<Hit>;
  close(): void;
}

/** The sinks of some probes. */
export interface Sinks {
  readonly ports: Readonly<Record<string, number>>;
  /** What reached the port of each probe; probes whose port heard nothing are not in it. */
  hits(): Readonly<Record<string, readonly Hit[]>>;
  close(): void;
}

const ANSWER = [
  'HTTP/1.1 200 OK',
  'Access-Control-Allow-Origin: *',
  'Content-Type: text/html',
  'Content-Length: 2',
  'Connection: close',
  '',
  'ok',
].join('\r\n');

function answer(socket: Socket, hits: Set<Hit>): void {
  hits.add('tcp');
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    if (!/^[A-Z]+ [^ ]+ HTTP\//.test(bytes.toString('latin1'))) return;
    hits.add('http');
    socket.end(ANSWER);
  });
}

function listenTcp(hits: Set<Hit>): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => answer(socket, hits));
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    // Without an address Node listens at all of them, IPv6 and IPv4.
    server.listen(0, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve({ server, port: address.port });
    });
  });
}

function listenUdp(port: number, hits: Set<Hit>): Promise<Datagrams | null> {
  const socket = createSocket('udp6', () => hits.add('udp'));
  return new Promise((resolve) => {
    socket.on('error', () => resolve(null));
    socket.bind(port, () => resolve(socket));
  });
}

async function openSink(): Promise<Sink> {
  const hits = new Set<Hit>();
  const { server, port } = await listenTcp(hits);
  const datagrams = await listenUdp(port, hits);
  if (datagrams === null) {
    // Someone has that port for datagrams.
    server.close();
    return openSink();
  }
  const close = () => {
    server.close();
    datagrams.close();
  };
  return { port, hits, close };
}

/** Opens a port for each probe. */
export async function openSinks(probes: readonly string[]): Promise<Sinks> {
  const sinks = new Map<string, Sink>();
  for (const probe of probes) sinks.set(probe, await openSink());
  return {
    ports: Object.fromEntries([...sinks].map(([probe, { port }]) => [probe, port])),
    hits: () =>
      Object.fromEntries(
        [...sinks].filter(([, { hits }]) => hits.size > 0).map(([probe, { hits }]) => [probe, [...hits].sort()]),
      ),
    close: () => {
      for (const sink of sinks.values()) sink.close();
    },
  };
}

/** This machine's address that is not loopback; null where it has none. */
export function ownAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}
