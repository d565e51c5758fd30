/** A text socket to one signaling service. `send` and `close` never throw. */
export interface SignalingSocket {
  send(text: string): void;
  close(): void;
}

export interface SignalingSocketEvents {
  readonly opened: () => void;
  readonly received: (text: unknown) => void;
  /** Called at most once, also when it never opened; not after `close()`. */
  readonly closed: () => void;
}

/** Opens a socket; null when the address cannot be one. */
export type SignalingSocketFactory = (url: string, events: SignalingSocketEvents) => SignalingSocket | null;

/** The browser's WebSocket. */
export const browserSignalingSocket: SignalingSocketFactory = (url, events) => {
  let socket: WebSocket;
  try {
    socket = new WebSocket(url);
  } catch {
    return null;
  }
  let isOver = false;
  socket.addEventListener('open', () => {
    if (!isOver) events.opened();
  });
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (!isOver) events.received(event.data);
  });
  socket.addEventListener('close', () => {
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
