import type { TextSocketFactory } from '@ports/textSocket.ts';

/** The platform's WebSocket. */
export const platformTextSocket: TextSocketFactory = (url, events) => {
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
