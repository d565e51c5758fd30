import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import {
  type SignalingServer,
  type SignalingServerOptions,
  listenSignaling,
} from '../../../../../src/main/services/signaling/signalingServer.ts';
import { until } from '../../../../support/shared/until.ts';

/** A signaling service on a free port, ended with the test. */
export async function startSignaling(options: SignalingServerOptions = {}): Promise<SignalingServer> {
  const server = await listenSignaling({ host: '127.0.0.1', port: 0 }, options);
  onTestFinished(() => server.close());
  return server;
}

export interface Client {
  readonly socket: WebSocket;
  readonly received: unknown[];
  /** Close code, once closed. */
  closeCode(): number | null;
  send(message: unknown): void;
  /** Sends a ping and waits for its pong: everything sent before it has been handled. */
  settle(): Promise<void>;
  publishes(): unknown[];
}

/** Connects and waits for the open socket; rejects with the HTTP status of a refusal. */
export function connect(server: Pick<SignalingServer, 'url'>, options: ClientOptions = {}): Promise<Client> {
  const socket = new WebSocket(server.url, options);
  const received: unknown[] = [];
  let closeCode: number | null = null;
  let pongs = 0;
  socket.on('message', (data) => {
    const message: unknown = data instanceof Buffer ? JSON.parse(data.toString()) : null;
    if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'pong') pongs += 1;
    received.push(message);
  });
  socket.on('close', (code) => {
    closeCode = code;
  });
  onTestFinished(() => socket.terminate());
  const client: Client = {
    socket,
    received,
    closeCode: () => closeCode,
    send: (message) => socket.send(JSON.stringify(message)),
    settle: async () => {
      const wanted = pongs + 1;
      client.send({ type: 'ping' });
      await until(() => pongs >= wanted);
    },
    publishes: () => received.filter((message) => JSON.stringify(message).includes('"publish"')),
  };
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(client));
    socket.on('error', reject);
  });
}
