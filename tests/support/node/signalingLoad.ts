import { once } from 'node:events';
import { WebSocket } from 'ws';

/** How much to load a signaling service with. */
export interface Load {
  /** Nodes of one service; the two sockets of a topic are at different ones where there are two. */
  readonly urls: readonly string[];
  readonly sockets: number;
  /** Topics each socket hears; each topic is heard by two sockets. */
  readonly topicsPerSocket: number;
  /** Sent on this schedule whether or not the service keeps up. Null: as fast as it goes. */
  readonly messagesPerSecond: number | null;
  readonly messages: number;
  /** Characters of each message. */
  readonly size: number;
  /** Between subscribing and sending, ms: nodes tell nobody when the others have heard of a subscription. */
  readonly settling?: number;
}

/** What came of it. */
export interface LoadOutcome {
  readonly subscriptions: number;
  readonly sent: number;
  /** Messages that came to the other socket of their topic, each once. */
  readonly delivered: number;
  /** Came a second time, or to a socket that does not hear the topic. */
  readonly wrong: number;
  /** From sending to the other socket, ms, sorted. */
  readonly latencies: readonly number[];
  readonly seconds: number;
}

/** A message that has not come by then is lost, ms. */
const PATIENCE = 15_000;
const TICK = 5;
/** Handshakes at once. */
const WIDTH = 100;

interface Message {
  readonly number: number;
  readonly sender: number;
}

interface Member {
  readonly index: number;
  readonly socket: WebSocket;
  readonly topics: readonly string[];
}

/** Loads a service and waits until everything has come or nothing more does. Everything is closed at the end. */
export async function loadSignaling(load: Load): Promise<LoadOutcome> {
  const members = await gather(load);
  try {
    const watch = watchOver(members, load.messages);
    await Promise.all(members.map(subscribe));
    await new Promise((resolve) => setTimeout(resolve, load.settling ?? 0));
    const began = performance.now();
    await send(members, load, watch.sentAt);
    await watch.settled();
    const seconds = (performance.now() - began) / 1000;
    const { delivered, wrong, latencies } = watch;
    return {
      subscriptions: load.sockets * load.topicsPerSocket,
      sent: load.messages,
      delivered: delivered(),
      wrong: wrong(),
      latencies: latencies().toSorted((one, other) => one - other),
      seconds,
    };
  } finally {
    for (const { socket } of members) socket.terminate();
  }
}

/** Value below which a share of sorted values lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Sockets 2n and 2n + 1 share their topics. */
async function gather({ urls, sockets, topicsPerSocket }: Load): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (let first = 0; first < sockets; first += WIDTH) {
    const opening = Array.from({ length: Math.min(WIDTH, sockets - first) }, async (_, offset) => {
      const index = first + offset;
      const socket = new WebSocket(urls[index % urls.length] ?? '', { perMessageDeflate: false });
      await once(socket, 'open');
      const pair = Math.floor(index / 2);
      const topics = Array.from({ length: topicsPerSocket }, (_topic, number) => `pair-${pair}-topic-${number}`);
      return { index, socket, topics };
    });
    members.push(...(await Promise.all(opening)));
  }
  return members;
}

/** Subscribes, and waits for the answer to a ping that went after. */
async function subscribe({ socket, topics }: Member): Promise<void> {
  const answered = new Promise<void>((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      if (data.toString().includes('"pong"')) resolve();
    });
    socket.once('close', (code) => reject(new Error(`a socket was closed with ${code}`)));
  });
  socket.send(JSON.stringify({ type: 'subscribe', topics }));
  socket.send(JSON.stringify({ type: 'ping' }));
  await answered;
}

/** Notes what arrives where. */
function watchOver(members: readonly Member[], messages: number) {
  const sentAt = new Float64Array(messages);
  const seen = new Uint8Array(messages);
  const latencies: number[] = [];
  let wrong = 0;
  for (const { index, socket, topics } of members) {
    const own = new Set(topics);
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { type: string; topic: string; data: Message };
      if (frame.type !== 'publish') return;
      const { number, sender } = frame.data;
      if (sender === index) return;
      if (!own.has(frame.topic) || sender !== (index ^ 1) || seen[number] === 1) wrong += 1;
      else {
        seen[number] = 1;
        latencies.push(performance.now() - (sentAt[number] ?? Number.NaN));
      }
    });
  }
  return {
    sentAt,
    delivered: () => latencies.length,
    wrong: () => wrong,
    latencies: () => latencies,
    settled: async () => {
      const until = performance.now() + PATIENCE;
      while (latencies.length < messages && performance.now() < until) await pause();
      // What comes twice comes at once.
      await pause();
    },
  };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, TICK));

async function send(members: readonly Member[], load: Load, sentAt: Float64Array): Promise<void> {
  const filling = 'x'.repeat(load.size);
  const began = performance.now();
  const due = () =>
    load.messagesPerSecond === null
      ? load.messages
      : Math.min(load.messages, ((performance.now() - began) / 1000) * load.messagesPerSecond);
  for (let number = 0; number < load.messages;) {
    for (; number < due(); number += 1) {
      const { index, socket, topics } = members[number % members.length] ?? {};
      if (index === undefined || socket === undefined) throw new Error('nobody to send');
      const topic = topics?.[Math.floor(number / members.length) % load.topicsPerSocket];
      sentAt[number] = performance.now();
      socket.send(JSON.stringify({ type: 'publish', topic, data: { number, sender: index, filling } }));
    }
    await pause();
  }
}
