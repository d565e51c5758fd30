/** Stands between the page and the network: takes it away and brings it back, and notes when signaling answered. */

const clock = () => performance.timeOrigin + performance.now();
/** The port "discard": nothing listens there. */
const NOWHERE = 'ws://localhost:9/signal';

const connections = new Set<RTCPeerConnection>();
const sockets = new Set<WebSocket>();
let isOnline = true;
let opened: number | null = null;
let connected: number | null = null;

const PlainSocket = globalThis.WebSocket;
class WatchedSocket extends PlainSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    const isSignaling = String(url).endsWith('/signal');
    super(isSignaling && !isOnline ? NOWHERE : url, protocols);
    if (!isSignaling) return;
    sockets.add(this);
    this.addEventListener('open', () => {
      opened ??= clock();
    });
  }
}
globalThis.WebSocket = WatchedSocket;

const PlainConnection = globalThis.RTCPeerConnection;
class WatchedConnection extends PlainConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.add(this);
    this.addEventListener('connectionstatechange', () => {
      if (this.connectionState === 'connected') connected ??= clock();
    });
  }
}
globalThis.RTCPeerConnection = WatchedConnection;

export const network = {
  signalingOpened: (): number | null => opened,
  peerConnected: (): number | null => connected,
  networkGone: (): void => {
    isOnline = false;
    for (const socket of sockets) socket.close();
    for (const connection of connections) connection.close();
    sockets.clear();
    connections.clear();
    dispatchEvent(new Event('offline'));
  },
  networkBack: (): void => {
    isOnline = true;
    opened = null;
    connected = null;
    dispatchEvent(new Event('online'));
  },
};
