import { type RawData, WebSocket } from 'ws';
import { PONG, type SignalingFrame, readFrame } from './frames.ts';
import type { Hub, Listener } from './hub.ts';
import { type SignalingLimits, createRateLimit } from './limits.ts';

/** What the service has done since it started. Nothing here names a topic or an address. */
export interface SignalingCounters {
  sockets: number;
  accepted: number;
  refused: number;
  received: number;
  delivered: number;
  malformed: number;
  limited: number;
  notSubscribed: number;
  cutOff: number;
}

/** Everything a connection shares with the others. */
export interface ConnectionContext {
  readonly hub: Hub;
  readonly limits: SignalingLimits;
  readonly counters: SignalingCounters;
  /** Room for topics of whoever this is. */
  readonly room: Pick<Listener, 'takeRoom' | 'giveRoom'>;
  readonly now: () => number;
}

/** A socket being served. */
export interface Connection {
  /** Pings; a socket that did not answer the last ping is cut off. */
  readonly checkAlive: () => void;
}

const POLICY_VIOLATION = 1008;

/** Serves one socket until it closes. Nothing it sends can throw out of here. */
export function serveConnection(socket: WebSocket, context: ConnectionContext): Connection {
  const { hub, limits, counters } = context;
  const rate = createRateLimit(limits.messagesPerSecond, limits.messageBurst, context.now);
  let strikes = 0;
  let isAlive = true;
  const listener: Listener = { ...context.room, deliver: (text) => send(socket, text, context) };

  const strike = (kind: 'malformed' | 'limited' | 'notSubscribed') => {
    counters[kind] += 1;
    strikes += 1;
    if (strikes === limits.strikes) {
      counters.cutOff += 1;
      socket.close(POLICY_VIOLATION);
    }
  };

  const receive = (data: RawData, isBinary: boolean) => {
    if (socket.readyState !== WebSocket.OPEN || strikes >= limits.strikes) return;
    counters.received += 1;
    if (!rate.take()) return strike('limited');
    const frame = isBinary || !(data instanceof Buffer) ? null : readFrame(data.toString('utf8'));
    if (frame === null) return strike('malformed');
    const refusal = obey(frame, listener, context);
    if (refusal !== null) strike(refusal);
  };

  socket.on('message', receive);
  socket.on('pong', () => {
    isAlive = true;
  });
  // Too large a frame, bad UTF-8, a broken pipe: `ws` closes the socket itself, `close` follows.
  socket.on('error', () => undefined);
  socket.on('close', () => hub.drop(listener));
  return {
    checkAlive: () => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
    },
  };
}

type Refusal = 'limited' | 'malformed' | 'notSubscribed';

function obey(frame: SignalingFrame, listener: Listener, { hub, limits }: ConnectionContext): Refusal | null {
  switch (frame.type) {
    case 'ping':
      listener.deliver(PONG);
      return null;
    case 'publish':
      return hub.publish(listener, { topic: frame.topic, data: frame.data }) ? null : 'notSubscribed';
    case 'unsubscribe':
      for (const topic of frame.topics) hub.unsubscribe(listener, topic);
      return null;
    case 'subscribe': {
      const isValid = frame.topics.every((topic) => topic !== '' && topic.length <= limits.topicLength);
      if (!isValid) return 'malformed';
      return frame.topics.every((topic) => hub.subscribe(listener, topic)) ? null : 'limited';
    }
  }
}

function send(socket: WebSocket, text: string, { limits, counters }: ConnectionContext): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount > limits.bufferedBytes) {
    counters.cutOff += 1;
    socket.terminate();
    return;
  }
  counters.delivered += 1;
  socket.send(text, () => undefined);
}
