import type { Agent } from 'node:http';
import { WebSocket } from 'ws';
import { agentFor } from '../../main/services/proxy/hostProxy.ts';
import type { TextSocketFactory } from '@ports/textSocket.ts';

/** Largest message of a service that is taken, bytes: as much as a filled up answer of a mailbox. */
const MAX_MESSAGE = 1024 * 1024;
/** How long a service may take to answer, ms. */
const HANDSHAKE = 10_000;

/** Sockets to signaling and mailbox services, where the platform has none of its own (Node 20): by a proxy, if there is an address of one. */
export function createNodeTextSockets(proxy: string | null): TextSocketFactory {
  const agent = proxy === null ? null : agentFor(proxy);
  // What is on this machine is reached without it, as browsers do.
  return (url, events) => openSocket(url, events, isHere(url) ? null : agent);
}

function openSocket(
  url: string,
  events: Parameters<TextSocketFactory>[1],
  agent: Agent | null,
): ReturnType<TextSocketFactory> {
  let socket: WebSocket;
  try {
    const limits = { maxPayload: MAX_MESSAGE, handshakeTimeout: HANDSHAKE, perMessageDeflate: false };
    socket = new WebSocket(url, agent === null ? limits : { ...limits, agent });
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
}

function isHere(url: string): boolean {
  return URL.canParse(url) && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}
