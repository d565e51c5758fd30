import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { createNodeTextSockets } from '../../../src/peer/webrtc/socket.ts';
import { startHttpProxy, startSocksProxy } from '../../support/node/proxyServer.ts';

/** A service that answers what it is told. */
async function echo(): Promise<number> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket) => socket.on('message', (data: Buffer) => socket.send(data.toString())));
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** What comes back, or that the socket closed. */
function say(url: string, proxy: string | null): Promise<string> {
  return new Promise((resolve) => {
    const socket = createNodeTextSockets(proxy)(url, {
      opened: () => socket?.send('hello'),
      received: (text) => {
        resolve(typeof text === 'string' ? text : 'bytes');
        socket?.close();
      },
      closed: () => resolve('closed'),
    });
  });
}

it.each([
  ['http', startHttpProxy],
  ['socks5h', startSocksProxy],
])('PRX-5 a home box reaches services by its proxy (%s), by name, and this machine without it', async (kind, start) => {
  const [port, proxy] = [await echo(), await start()];
  onTestFinished(() => proxy.close());
  const address = `${kind}://127.0.0.1:${proxy.port}`;
  expect(await say(`ws://signal.example.org:${port}`, address)).toBe('hello');
  expect(proxy.asked).toEqual([`signal.example.org:${port}`]);
  expect(await say(`ws://127.0.0.1:${port}`, address)).toBe('hello');
  expect(proxy.asked).toHaveLength(1);
});

it('PRX-4 a home box whose proxy does not answer goes round it to nobody', async () => {
  const port = await echo();
  expect(await say(`ws://signal.example.org:${port}`, 'http://127.0.0.1:1')).toBe('closed');
});
