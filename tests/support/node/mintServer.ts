import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestMint, type TestMintOptions } from '../shared/mint/testMint.ts';

/** A mint that answers on loopback. */
export interface MintServer {
  readonly mint: TestMint;
  readonly address: string;
  /** While it is away, every question is cut off. */
  isAway: boolean;
  close(): Promise<void>;
}

/** Serves a {@link TestMint} as mints are served: JSON below `/v1/`. */
export async function startMint(options: TestMintOptions = {}): Promise<MintServer> {
  const mint = new TestMint(options);
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      if (running.isAway) return void request.socket.destroy();
      const place = (request.url ?? '').replace(/^\/v1\//, '');
      const body = Buffer.concat(pieces).toString('utf8');
      const answer = mint.answer(place, request.method === 'POST' ? body : null);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const running: MintServer = {
    mint,
    // What Node says of a server that listens on a port.
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isAway: false,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return running;
}
