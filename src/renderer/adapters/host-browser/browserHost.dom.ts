import type { Clock } from '@ports/clock.ts';
import { WIRE_TYPE } from '@shared/ipc/wire.ts';
import { type BrowserHost, connectBrowserHost } from './browserHost.ts';
import type { OpenHostSocket } from './socketChannel.ts';

/** The host that served this page, or another origin's while the page comes from a dev server. */
export function createBrowserHost(options: { readonly clock: Clock; readonly origin?: string }): BrowserHost {
  return connectBrowserHost({ origin: options.origin ?? location.origin, openSocket, post, clock: options.clock });
}

const openSocket: OpenHostSocket = (url, events) => {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => events.opened());
  socket.addEventListener('close', () => events.closed());
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) events.received(new Uint8Array(data));
  });
  return {
    // Encoded frames lie in ordinary memory; a copy of every chunk of a file would be made for the type alone.
    send: (frame) => socket.send(frame as Uint8Array<ArrayBuffer>),
    close: () => socket.close(),
  };
};

async function post(url: string, body: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': WIRE_TYPE },
    body: new Uint8Array(body),
  });
  return new Uint8Array(await response.arrayBuffer());
}
