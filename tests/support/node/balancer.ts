import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/** One address in front of several ports, as operators have: each connection goes to the next port that answers. */
export interface Balancer {
  readonly port: number;
  /** How many connections went to each port. */
  readonly taken: ReadonlyMap<number, number>;
  readonly close: () => void;
}

/** Starts a balancer. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const taken = new Map<number, number>();
  const open = new Set<Socket>();
  let turn = 0;
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    const first = turn;
    turn += 1;
    const tryNext = (attempt: number) => {
      const port = ports[(first + attempt) % ports.length];
      if (port === undefined || attempt === ports.length) return client.destroy();
      const inner = connect(port, '127.0.0.1');
      keep(inner);
      inner.once('connect', () => {
        taken.set(port, (taken.get(port) ?? 0) + 1);
        inner.removeAllListeners('error').on('error', () => client.destroy());
        inner.on('close', () => client.destroy());
        client.on('close', () => inner.destroy());
        client.pipe(inner).pipe(client);
      });
      inner.once('error', () => tryNext(attempt + 1));
      return undefined;
    };
    tryNext(0);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens
  const close = () => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { port, taken, close };
}
