import { once } from 'node:events';
import { WebSocket } from 'ws';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { sendRaw } from './sendRaw.ts';

/** How a signaling service is to be fuzzed. */
export interface Fuzz {
  readonly url: string;
  readonly sockets: number;
  readonly framesPerSocket: number;
  readonly seed: number;
}

/** What came of it. */
export interface FuzzOutcome {
  readonly frames: number;
  readonly sockets: number;
  /** Broken HTTP and broken WebSocket framing, on connections of their own. */
  readonly rawConnections: number;
  /** Messages that came to a socket which never asked for their topic. */
  readonly strayed: number;
  /** Messages that two well-behaved sockets sent each other meanwhile, and how many of them came. */
  readonly honestSent: number;
  readonly honestReceived: number;
}

/** Sockets that fuzz at once: what one address may have, less those of the honest. */
const WIDTH = 200;
const PATIENCE = 15_000;

type Pick = (below: number) => number;

function chance(seed: number): Pick {
  const random = new SeededRandom(seed);
  return (below) => random.integer(below);
}

const topicOf = (number: number) => `fuzzed-${number % 40}`;

const crafted: readonly string[] = [
  '',
  '{',
  'null',
  '[]',
  '"publish"',
  '{"type":"publish"}',
  '{"type":"subscribe","topics":{}}',
  '{"type":"subscribe","topics":[1]}',
  '{"type":"subscribe"}',
  '{"type":"__proto__"}',
  '{"__proto__":{"type":"ping"}}',
  '{"type":"subscribe","topics":["__proto__","constructor","toString",""]}',
  '{"type":"publish","topic":["room"],"data":1}',
  '{"type":"publish","topic":"__proto__","data":1}',
  '{"type":"unsubscribe","topics":null}',
  '[[[[{"type":"ping"}]]]]',
  `{"type":"subscribe","topics":["${'t'.repeat(300)}"]}`,
  `{"type":"publish","topic":"fuzzed-0","data":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  `{"type":"publish","topic":"fuzzed-0","data":{${'"a":{'.repeat(5000)}${'}'.repeat(5000)}}}`,
  `{"type":"subscribe","topics":[${Array.from({ length: 3000 }, (_, n) => `"many-${n}"`).join(',')}]}`,
  `{"type":"publish","topic":"fuzzed-1","data":[${'1e308,'.repeat(5000)}1e20]}`,
  '{"type":"publish","topic":"fuzzed-2","data":"\\ud800\\u0000\\ufffe"}',
];

const bytes = (pick: Pick, length: number) => Buffer.from(Array.from({ length }, () => pick(256)));

interface Frame {
  readonly data: Buffer;
  readonly isText: boolean;
}

/** One frame. Most leave the socket open, so that what comes after them is tried as well. */
function makeFrame(pick: Pick): Frame {
  const topic = topicOf(pick(1000));
  const valid = [
    { type: 'subscribe', topics: [topic] },
    { type: 'publish', topic, data: { from: pick(100), sealed: 'x'.repeat(pick(200)) } },
    { type: 'unsubscribe', topics: [topic] },
    { type: 'ping' },
  ].map((frame) => Buffer.from(JSON.stringify(frame)));
  const frame = Buffer.from(valid[pick(valid.length)] ?? '');
  return pick(400) === 0 ? fatal(pick) : bend(frame, pick);
}

function bend(frame: Buffer, pick: Pick): Frame {
  switch (pick(6)) {
    case 0:
      return { data: frame, isText: true };
    case 1:
      for (let change = pick(4); change >= 0; change -= 1) frame[pick(frame.length)] = pick(256);
      return asText(frame);
    case 2:
      return { data: frame.subarray(0, pick(frame.length)), isText: true };
    case 3:
      return pick(2) === 0 ? asText(bytes(pick, pick(300))) : { data: bytes(pick, pick(300)), isText: false };
    case 4:
      return { data: Buffer.concat([frame, frame]), isText: pick(2) === 0 };
    default:
      return { data: Buffer.from(crafted[pick(crafted.length)] ?? ''), isText: pick(8) !== 0 };
  }
}

/** Any bytes as valid UTF-8. */
const asText = (data: Buffer): Frame => ({ data: Buffer.from(data.toString('latin1')), isText: true });

/** What ends a socket at once: too much, or text that is not UTF-8. */
function fatal(pick: Pick): Frame {
  return pick(2) === 0
    ? { data: Buffer.alloc(70_000), isText: true }
    : { data: Buffer.from([0xff, 0xc0]), isText: true };
}

/** Topics a frame asks for, read without the service's own means. */
function asksFor(data: Buffer): readonly unknown[] {
  try {
    const frame = JSON.parse(data.toString('utf8')) as { type?: unknown; topics?: unknown } | null;
    return frame?.type === 'subscribe' && Array.isArray(frame.topics) ? frame.topics : [];
  } catch {
    return [];
  }
}

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

/** Counts publications of topics that the socket did not ask for. */
function countStrays(socket: WebSocket, asked: ReadonlySet<unknown>): () => number {
  let strays = 0;
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { type: string; topic?: string };
    if (frame.type === 'publish' && !asked.has(frame.topic)) strays += 1;
  });
  return () => strays;
}

/** Sends garbage until it is done or put out; answers how much of what came was not its own. */
async function vandalize(fuzz: Fuzz, pick: Pick): Promise<number> {
  const socket = await open(fuzz.url);
  const asked = new Set<unknown>();
  const strays = countStrays(socket, asked);
  const closed = once(socket, 'close');
  for (let number = 0; number < fuzz.framesPerSocket; number += 1) {
    const { data, isText } = makeFrame(pick);
    for (const topic of asksFor(data)) asked.add(topic);
    socket.send(data, { binary: !isText }, () => undefined);
  }
  // What was sent before is handled before the close is answered.
  socket.close();
  const timer = setTimeout(() => socket.terminate(), PATIENCE);
  await closed;
  clearTimeout(timer);
  return strays();
}

const rawTexts: readonly string[] = [
  'GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: no\r\nSec-WebSocket-Version: 99\r\n\r\n',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
  'POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab',
  'nonsense\r\n\r\n',
  '\u0000\u0001\u0002',
  'GET //%00?token=%zz HTTP/1.1\r\nHost: x\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
];
const HANDSHAKE =
  'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';

/** Bytes that break HTTP, or WebSocket's framing once it is open. */
function sendBroken(url: string, pick: Pick): Promise<void> {
  return sendRaw(url, (raw) => {
    const isOpen = pick(2) === 0;
    raw.write(isOpen ? HANDSHAKE : (rawTexts[pick(rawTexts.length)] ?? ''));
    raw.end(isOpen ? bytes(pick, 1 + pick(200)) : '');
  });
}

/** Two who talk in a topic nobody knows, and witnesses in topics where nobody talks. */
async function startHonest(url: string) {
  const topics = Array.from({ length: 20 }, (_, number) => `secret-${number}-9f2c1b7e`);
  const witnesses = await Promise.all(topics.map(() => open(url)));
  const strays = witnesses.map((socket, index) => {
    socket.send(JSON.stringify({ type: 'subscribe', topics: [topics[index]] }));
    return countStrays(socket, new Set());
  });
  const [alice, bob] = [await open(url), await open(url)];
  let received = 0;
  bob.on('message', (data: Buffer) => {
    if (data.toString().includes('"honest"')) received += 1;
  });
  for (const socket of [alice, bob]) socket.send('{"type":"subscribe","topics":["honest-3e1d"]}');
  let sent = 0;
  return {
    talk: () => {
      sent += 1;
      alice.send('{"type":"publish","topic":"honest-3e1d","data":"honest"}');
    },
    sent: () => sent,
    received: () => received,
    strays: () => strays.reduce((sum, count) => sum + count(), 0),
    end: () => {
      for (const socket of [...witnesses, alice, bob]) socket.terminate();
    },
  };
}

/** Fuzzes a service in rounds; whether it is still there is for the caller to see. */
export async function fuzzSignaling(fuzz: Fuzz): Promise<FuzzOutcome> {
  const pick = chance(fuzz.seed);
  const honest = await startHonest(fuzz.url);
  let strayed = 0;
  let rawConnections = 0;
  for (let done = 0; done < fuzz.sockets; done += WIDTH) {
    const width = Math.min(WIDTH, fuzz.sockets - done);
    const vandals = Array.from({ length: width }, () => vandalize(fuzz, chance(pick(2 ** 31))));
    const raws = Array.from({ length: 20 }, () => sendBroken(fuzz.url, chance(pick(2 ** 31))));
    rawConnections += raws.length;
    for (let turn = 0; turn < 10; turn += 1) honest.talk();
    for (const count of await Promise.all(vandals)) strayed += count;
    await Promise.all(raws);
  }
  const until = Date.now() + PATIENCE;
  while (honest.received() < honest.sent() && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 10));
  const outcome = {
    frames: fuzz.sockets * fuzz.framesPerSocket,
    sockets: fuzz.sockets,
    rawConnections,
    strayed: strayed + honest.strays(),
    honestSent: honest.sent(),
    honestReceived: honest.received(),
  };
  honest.end();
  return outcome;
}
