import { decode, encode } from 'cborg';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import * as v from 'valibot';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { HostEvent, HostEventPayload } from '@shared/ipc/contract.ts';
import { MAX_WIRE_BYTES, callFrameSchema } from '@shared/ipc/wire.ts';
import { lentBytes } from '@shared/lentBytes.ts';
import type { Dispatcher } from '../dispatcher/dispatcher.ts';

/** Sockets of the app's own pages: calls come in, answers and events go out. */
export interface SocketCalls {
  /** Takes an upgrade whose sender was already checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every page. */
  emit<E extends HostEvent>(event: E, payload: HostEventPayload<E>): void;
  close(): void;
}

const UNSUPPORTED_DATA = 1003;
/** Frames longer than what is read of a socket at once were put together for us alone. */
const LENT_FROM = 64 * 1024;

/** Creates the socket side of the contract over a dispatcher. */
export function createSocketCalls(dispatcher: Dispatcher): SocketCalls {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_WIRE_BYTES, perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.on('message', (data, isBinary) => {
      const call = isBinary ? readCall(data) : null;
      // Our own page sends nothing else: whoever does has lost the thread and starts again.
      if (call === null) return socket.close(UNSUPPORTED_DATA);
      void answer(socket, call);
    });
  });

  const answer = async (socket: WebSocket, { id, method, input }: v.InferOutput<typeof callFrameSchema>) => {
    const result = await dispatcher.dispatch({ senderAllowed: true, method, input });
    send(socket, encode({ id, result }));
  };

  return {
    accept: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (accepted) => server.emit('connection', accepted, request)),
    emit: (event, payload) => {
      const frame = encode({ event, payload });
      for (const socket of server.clients) send(socket, frame);
    },
    close: () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

function readCall(data: RawData): v.InferOutput<typeof callFrameSchema> | null {
  try {
    const parsed = v.safeParse(callFrameSchema, data instanceof Buffer ? decode(lendIfLarge(data)) : null);
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** A small frame lies in memory that many share, and what is cut out of it must not keep that; a large one has its own. */
function lendIfLarge(frame: Buffer): Uint8Array {
  return frame.length > LENT_FROM ? lentBytes(frame) : frame;
}

function send(socket: WebSocket, frame: Uint8Array): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(frame, () => undefined);
}
