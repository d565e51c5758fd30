/** A text socket to a mailbox service. `send` and `close` never throw. */
export interface MailboxSocket {
  send(text: string): void;
  close(): void;
}

/** What a socket tells. */
export interface MailboxSocketEvents {
  readonly opened: () => void;
  readonly received: (text: unknown) => void;
  /** Called at most once, also when it never opened; not after `close()`. */
  readonly closed: () => void;
}

/** Opens a socket; null when the address cannot be one. */
export type MailboxSocketFactory = (address: string, events: MailboxSocketEvents) => MailboxSocket | null;

/** The platform's WebSocket. */
export const platformMailboxSocket: MailboxSocketFactory = (address, events) => {
  let socket: WebSocket;
  try {
    socket = new WebSocket(address);
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
