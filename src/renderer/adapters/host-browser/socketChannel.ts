import { decode } from 'cborg';
import * as v from 'valibot';
import type { Clock } from '@ports/clock.ts';
import { hostFrameSchema } from '@shared/ipc/wire.ts';
import { lentBytes } from '@shared/lentBytes.ts';

/** What a WebSocket tells its owner. `closed` comes exactly once, also when it never opened. */
export interface HostSocketEvents {
  opened(): void;
  received(frame: Uint8Array): void;
  closed(): void;
}

/** A WebSocket, seen without the DOM so that Node can bring its own. */
export interface HostSocket {
  send(frame: Uint8Array): void;
  close(): void;
}

/** Opens a WebSocket that answers binary frames. */
export type OpenHostSocket = (url: string, events: HostSocketEvents) => HostSocket;

/** A socket to the host that comes back by itself. */
export interface SocketChannel {
  isOpen(): boolean;
  /** False when there is no open socket now. */
  send(frame: Uint8Array): boolean;
  close(): void;
}

/** Who hears the channel. */
export interface SocketChannelEvents {
  answered(id: number, result: unknown): void;
  happened(event: string, payload: unknown): void;
  /** The socket is gone; calls sent over it will not be answered. */
  lost(): void;
}

/** Where a channel leads. */
export interface SocketChannelOptions {
  readonly url: string;
  readonly openSocket: OpenHostSocket;
  readonly clock: Clock;
  /** Whether answers may keep their frames in memory: worth it where they are most of them. */
  readonly lends: boolean;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;

/** Opens the channel and keeps it open: after a loss it tries again, ever more slowly up to every 5 s. */
export function openSocketChannel(options: SocketChannelOptions, events: SocketChannelEvents): SocketChannel {
  let socket: HostSocket | null = null;
  let isOpen = false;
  let isClosed = false;
  let retryMs = FIRST_RETRY_MS;
  let cancelRetry = () => {};

  const connect = () => {
    socket = options.openSocket(options.url, {
      opened: () => {
        isOpen = true;
        retryMs = FIRST_RETRY_MS;
      },
      received: (frame) => receive(options.lends ? lentBytes(frame) : frame, events),
      closed: () => {
        socket = null;
        isOpen = false;
        events.lost();
        if (isClosed) return;
        cancelRetry = options.clock.after(retryMs, connect);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      },
    });
  };

  connect();
  return {
    isOpen: () => isOpen,
    send: (frame) => {
      if (!isOpen || socket === null) return false;
      socket.send(frame);
      return true;
    },
    close: () => {
      isClosed = true;
      cancelRetry();
      socket?.close();
    },
  };
}

function receive(bytes: Uint8Array, events: SocketChannelEvents): void {
  const frame = readFrame(bytes);
  if (frame === null) return;
  if ('id' in frame) events.answered(frame.id, frame.result);
  else events.happened(frame.event, frame.payload);
}

function readFrame(bytes: Uint8Array): v.InferOutput<typeof hostFrameSchema> | null {
  try {
    const parsed = v.safeParse(hostFrameSchema, decode(bytes));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
