import { type RawData, WebSocket } from 'ws';
import type { SignalingCounters } from './counters.ts';
import { PONG, type SignalingFrame, readFrame } from './frames.ts';
import type { Hub, Listener } from './hub.ts';
import { type RateLimit, type SignalingLimits, createRateLimit } from './limits.ts';
import type { Place } from './places.ts';

/** Everything a connection shares with the others. */
export interface ConnectionContext {
  readonly hub: Hub;
  readonly limits: SignalingLimits;
  readonly counters: SignalingCounters;
  readonly place: Place;
  readonly now: () => number;
}

/** A socket being served. */
export interface Connection {
  /** Pings; a socket that did not answer the last ping is cut off. */
  readonly checkAlive: () => void;
}

/** The code for a socket that broke the rules, or has no token. */
export const POLICY_VIOLATION = 1008;
/** A message may name any number of topics, and counts as one for each so many. */
const TOPICS_PER_MESSAGE = 50;

/** Serves one socket until it closes. Nothing it sends can throw out of here. */
export function serveConnection(socket: WebSocket, context: ConnectionContext): Connection {
  const { hub, limits, counters } = context;
  const rate = createRateLimit(limits.messagesPerSecond, limits.messageBurst, context.now);
  let strikes = 0;
  let isAlive = true;
  const listener: Listener = { ...context.place, deliver: (bytes) => send(socket, bytes, context) };

  const strike = (kind: 'malformed' | 'limited' | 'notSubscribed') => {
    counters[kind] += 1;
    strikes += 1;
    if (strikes === limits.strikes) {
      counters.cutStrikes += 1;
      socket.close(POLICY_VIOLATION);
    }
  };

  const receive = (data: RawData, isBinary: boolean) => {
    if (socket.readyState !== WebSocket.OPEN || strikes >= limits.strikes) return;
    counters.received += 1;
    if (data instanceof Buffer) counters.receivedBytes += data.length;
    if (!rate.take()) return strike('limited');
    // `ws` gives one Buffer unless told otherwise.
    if (isBinary || !(data instanceof Buffer)) return strike('malformed');
    const frame = readFrame(data.toString('utf8'));
    if (frame === null) return strike('malformed');
    const refusal = obey({ frame, bytes: data.length, rate }, listener, context);
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
      if (!isAlive) {
        counters.cutSilent += 1;
        return socket.terminate();
      }
      isAlive = false;
      socket.ping();
    },
  };
}

type Refusal = 'limited' | 'malformed' | 'notSubscribed';

interface Received {
  readonly frame: SignalingFrame;
  readonly bytes: number;
  readonly rate: RateLimit;
}

function obey({ frame, bytes, rate }: Received, listener: Listener, context: ConnectionContext): Refusal | null {
  const { hub, place } = context;
  switch (frame.type) {
    case 'ping':
      listener.deliver(PONG);
      return null;
    case 'publish':
      if (!place.takeSpread(bytes * hub.audience(frame.topic))) return 'limited';
      return hub.publish(listener, { topic: frame.topic, data: frame.data }) ? null : 'notSubscribed';
    case 'unsubscribe':
      if (!takeTopics(rate, frame.topics)) return 'limited';
      for (const topic of frame.topics) hub.unsubscribe(listener, topic);
      return null;
    case 'subscribe':
      if (!takeTopics(rate, frame.topics)) return 'limited';
      return subscribe(frame.topics, listener, context);
  }
}

/** The message itself is paid already. */
function takeTopics(rate: RateLimit, topics: readonly string[]): boolean {
  return rate.take(Math.floor(topics.length / TOPICS_PER_MESSAGE));
}

function subscribe(
  topics: readonly string[],
  listener: Listener,
  { hub, limits }: ConnectionContext,
): 'malformed' | 'limited' | null {
  const isValid = topics.every((topic) => topic !== '' && topic.length <= limits.topicLength);
  if (!isValid) return 'malformed';
  return topics.every((topic) => hub.subscribe(listener, topic)) ? null : 'limited';
}

function send(socket: WebSocket, frame: Buffer, { limits, counters, place }: ConnectionContext): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount > limits.bufferedBytes) {
    counters.cutSlow += 1;
    socket.terminate();
    return;
  }
  if (!place.takeDelivery(frame.length)) {
    counters.undelivered += 1;
    return;
  }
  counters.delivered += 1;
  counters.deliveredBytes += frame.length;
  socket.send(frame, { binary: false }, () => undefined);
}
