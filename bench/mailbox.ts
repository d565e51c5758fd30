/**
 * `mailbox.latency` and `mailbox.throughput`: bundles left with a service and fetched from it, over its WebSockets, kept in JetStream. Baseline: the same bytes
 * published to JetStream and read from it by a bare client of NATS, in the same run. The store of one file is measured beside them.
 */
import { randomBytes } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { WebSocket } from 'ws';
import { FileStore } from '../src/main/services/mailbox/fileStore.ts';
import { JetStreamStore } from '../src/main/services/mailbox/jetStreamStore.ts';
import { createMailbox } from '../src/main/services/mailbox/mailbox.ts';
import type { MailboxStore } from '../src/main/services/mailbox/mailboxStore.ts';
import { boxOfKey } from '../src/main/services/mailbox/receipts.ts';
import { readBusAddress } from '../src/main/services/signaling/busAddress.ts';
import { listenSignaling } from '../src/main/services/signaling/signalingServer.ts';
import { launchNats, whyNoNats } from '../tests/support/node/natsServer.ts';
import type { Benchmark } from './support/benchmark.ts';
import { endLater, temporary } from './support/hosts.ts';
import { figureOf, median, rounded } from './support/statistics.ts';

const LATENCY = {
  id: 'mailbox.latency',
  title: 'A bundle of 2 KiB left, kept and fetched through a service on JetStream',
  unit: 'ms',
  goal: 'ratio ≤ 4',
  limits: [{ of: 'ratio', most: 4 }],
} as const;
const THROUGHPUT = {
  id: 'mailbox.throughput',
  title: 'Bundles of 2 KiB a second left by 32 people with a service on JetStream',
  unit: '1/s',
  goal: 'ratio ≥ 0.2',
  limits: [{ of: 'ratio', least: 0.2 }],
} as const;
const BYTES = 2048;
const AT_ONCE = 32;

/** Leaves and fetches bundles, in some way. */
interface Way {
  /** Leaves bytes in a place of their own, as one of many people; resolves when they are kept. */
  readonly leave: (place: string, bytes: Uint8Array, person?: number) => Promise<void>;
  /** Fetches what is in a place; throws where nothing is. */
  readonly fetch: (place: string) => Promise<void>;
}

export const mailboxLatency: Benchmark = {
  id: LATENCY.id,
  run: async (_world, { quick }) => {
    const { service, bare, file } = await openWays();
    const [measured, baseline, files]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < (quick ? 50 : 1000); round += 1) {
      measured.push(await once(service));
      baseline.push(await once(bare));
      files.push(await once(file));
    }
    return figureOf(LATENCY, { measured, baseline }, { file: rounded(median(files)) });
  },
};

export const mailboxThroughput: Benchmark = {
  id: THROUGHPUT.id,
  run: async (_world, { quick }) => {
    const { service, bare, file } = await openWays();
    const count = quick ? 500 : 5000;
    const [measured, baseline, files]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < (quick ? 3 : 7); round += 1) {
      measured.push(await many(service, count));
      baseline.push(await many(bare, count));
      files.push(await many(file, count));
    }
    return figureOf(THROUGHPUT, { measured, baseline }, { file: rounded(median(files)) });
  },
};

const place = () => randomBytes(32).toString('base64url');

async function once({ leave, fetch }: Way): Promise<number> {
  const [key, bytes] = [place(), new Uint8Array(randomBytes(BYTES))];
  const began = performance.now();
  await leave(key, bytes);
  await fetch(key);
  return performance.now() - began;
}

/** Bundles a second, each in a mailbox of its own. */
async function many({ leave }: Way, count: number): Promise<number> {
  const left = Array.from({ length: count }, () => [place(), new Uint8Array(randomBytes(BYTES))] as const);
  const began = performance.now();
  const work = async (person: number) => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await leave(...next, person);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, person) => work(person)));
  return (count * 1000) / (performance.now() - began);
}

async function openWays(): Promise<{ readonly service: Way; readonly bare: Way; readonly file: Way }> {
  const missing = whyNoNats();
  if (missing !== null) throw new Error(missing);
  const nats = await launchNats(['-js', '-sd', await temporary()]);
  endLater(() => nats.kill());
  const address = readBusAddress(nats.url);
  if (!address.ok) throw new Error(address.error.message);
  const limits = { bytes: 4 * 1024 ** 3 };
  return {
    bare: await bareWay(nats.port),
    service: await serviceWay(new JetStreamStore({ address: address.value, limits })),
    file: await serviceWay(await FileStore.open({ directory: await temporary(), limits })),
  };
}

/** JetStream without anything before it. */
async function bareWay(port: number): Promise<Way> {
  const connection = await connect({ servers: `127.0.0.1:${port}` });
  endLater(() => connection.close());
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: 'BARE', subjects: ['bare.*'] });
  const client = jetstream(connection);
  return {
    leave: async (key, bytes) => {
      await client.publish(`bare.${key}`, bytes);
    },
    fetch: async (key) => {
      const found = await manager.streams.getMessage('BARE', { last_by_subj: `bare.${key}` });
      if (found === null) throw new Error('it is not there');
    },
  };
}

async function serviceWay(store: MailboxStore): Promise<Way> {
  const plenty = 1e9;
  const limits = {
    framesPerSecond: plenty,
    frameBurst: plenty,
    depositBurst: 1e12,
    deliveryBurst: 1e12,
    idleMs: 1e9,
    keptShare: 1,
  };
  const mailbox = createMailbox({ store, limits });
  const server = await listenSignaling({ host: '127.0.0.1', port: 0 }, { mailbox });
  endLater(async () => {
    mailbox.close();
    await server.close();
    await store.close();
  });
  const talks = Array.from({ length: AT_ONCE + 1 }, () => openTalk(`${server.url}/mailbox`));
  const [fetching, ...leaving] = await Promise.all(talks);
  return {
    leave: async (key, bytes, person = 0) => {
      const bundle = Buffer.from(bytes).toString('base64url');
      const type = await typeOf(leaving[person], { type: 'put', box: boxOfKey(key), days: 28, bundle });
      if (type !== 'kept') throw new Error('it is not kept');
    },
    fetch: async (key) => {
      const answer = await fetching?.({ type: 'fetch', keys: [key], after: 0 });
      if (answer?.bundles?.length !== 1) throw new Error('it is not there');
    },
  };
}

interface Answer {
  readonly n?: number;
  readonly type: string;
  readonly bundles?: readonly unknown[];
}

type Ask = (question: Readonly<Record<string, unknown>>) => Promise<Answer>;

async function typeOf(ask: Ask | undefined, question: Parameters<Ask>[0]): Promise<string | undefined> {
  return (await ask?.(question))?.type;
}

/** A socket to a service, once it said what it is. */
function openTalk(url: string): Promise<Ask> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (answer: Answer) => void>();
  let count = 0;
  endLater(() => Promise.resolve(socket.terminate()));
  const ask: Ask = (question) => {
    count += 1;
    const n = count;
    socket.send(JSON.stringify({ ...question, n }));
    return new Promise((resolve) => waiting.set(n, resolve));
  };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      const answer = JSON.parse((data as Buffer).toString()) as Answer;
      if (answer.type === 'mailbox') resolve(ask);
      else waiting.get(answer.n ?? 0)?.(answer);
      waiting.delete(answer.n ?? 0);
    });
  });
}
