import { WebSocket } from 'ws';
import type { LanWire } from './lanLink.ts';

/** Bytes waiting for a host that does not read; above this it is cut off. */
const MOST_WAITING = 1024 * 1024;
/** How often a socket is asked whether it is still there, ms. One that did not answer the last time is cut off. */
const HEARTBEAT = 10_000;

/** What comes over a wire, and its end. */
export interface WireEvents {
  readonly received: (text: string) => void;
  readonly ended: () => void;
}

/** The wire of an open socket. */
export function createLanWire(socket: WebSocket, events: WireEvents): LanWire {
  let isAlive = true;
  const heartbeat = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, HEARTBEAT);
  socket.on('pong', () => (isAlive = true));
  socket.on('message', (data, isBinary) => {
    // `ws` gives one Buffer unless told otherwise.
    events.received(isBinary || !(data instanceof Buffer) ? '' : data.toString('utf8'));
  });
  // Too large a frame, bad UTF-8, a broken pipe: `ws` closes the socket itself, `close` follows.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    clearInterval(heartbeat);
    events.ended();
  });
  return {
    send: (text) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (socket.bufferedAmount > MOST_WAITING) return socket.terminate();
      socket.send(text, () => undefined);
    },
    // Who is put out need not agree.
    close: () => socket.terminate(),
  };
}
