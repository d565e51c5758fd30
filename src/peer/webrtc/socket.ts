import { WebSocket } from 'ws';
import type { TextSocketFactory } from '@ports/textSocket.ts';

/** Largest message of a service that is taken, bytes: as much as a filled up answer of a mailbox. */
const MAX_MESSAGE = 1024 * 1024;
/** How long a service may take to answer, ms. */
const HANDSHAKE = 10_000;

/** A socket to a signaling or mailbox service, where the platform has none of its own (Node 20). */
export const nodeTextSocket: TextSocketFactory = (url, events) => {
  let socket: WebSocket;
  try {
    socket = new WebSocket(url, { maxPayload: MAX_MESSAGE, handshakeTimeout: HANDSHAKE, perMessageDeflate: false });
  } catch {
    return null;
  }
  let isOver = false;
  socket.on('open', () => {
    if (!isOver) events.opened();
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isOver) events.received(isBinary ? null : data.toString('utf8'));
  });
  // Every error is followed by the end.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    if (isOver) return;
    isOver = true;
    events.closed();
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => {
      isOver = true;
      socket.close();
    },
  };
};
