import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type ConnectionOptions, type NatsConnection, type Subscription, connect } from '@nats-io/transport-node';
import * as v from 'valibot';
import { type BusMessage, type BusState, type SignalingBus, createLocalBus } from './bus.ts';
import type { BusAddress } from './busAddress.ts';
import { type Outlet, createOutlet } from './outlet.ts';

/** How a node goes to NATS. */
export interface NatsBusOptions {
  readonly address: BusAddress;
  /** Largest message taken from another node. */
  readonly messageBytes: number;
  /** Between attempts to get to NATS, ms. */
  readonly retryMs?: number;
  /** Between signs of life asked of NATS, ms; it is given up after two without an answer. */
  readonly pingMs?: number;
  /** The way opened or closed, for a log. */
  readonly changed?: (state: BusState) => void;
}

/** A topic somebody here hears. */
interface Interest {
  readonly topic: string;
  listeners: number;
  subscription: Subscription | null;
}

const RETRY_MS = 1000;
const PING_MS = 4000;
const CONNECT_TIMEOUT = 4000;
const SUBJECT_PREFIX = 'banyan.signal.1.';

const envelopeSchema = v.object({ data: v.unknown() });

/** The subject of a topic: its hash, so that any name is a safe subject and NATS learns none. */
export function subjectOf(topic: string): string {
  return SUBJECT_PREFIX + createHash('sha256').update(topic).digest('base64url');
}

/**
 * Reaches the other nodes over NATS. Own messages go to own listeners directly and never come back from NATS; what
 * comes from NATS goes to own listeners and nowhere else, so there are no loops. While NATS is away the node works alone,
 * tries again for ever, and what was last said in a topic during the last minute is said again to the others afterwards.
 */
export class NatsBus implements SignalingBus {
  readonly #options: NatsBusOptions;
  readonly #local = createLocalBus();
  readonly #interests = new Map<string, Interest>();
  readonly #outlet: Outlet = createOutlet();
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  #connection: NatsConnection | null = null;
  #state: BusState = 'away';
  #received = 0;
  #malformed = 0;
  #losses = 0;

  constructor(options: NatsBusOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  publish(message: BusMessage): void {
    this.#local.publish(message);
    const interest = this.#interests.get(message.topic);
    const payload = encode(message);
    if (interest !== undefined && payload !== null) this.#outlet.send(subjectOf(message.topic), payload);
  }

  subscribe(topic: string, listener: (message: BusMessage) => void): () => void {
    const interest = this.#interests.get(topic) ?? this.#hear(topic);
    interest.listeners += 1;
    const leave = this.#local.subscribe(topic, listener);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      leave();
      interest.listeners -= 1;
      if (interest.listeners === 0) this.#forget(interest);
    };
  }

  state(): BusState {
    return this.#state;
  }

  counters() {
    return {
      ...this.#outlet.counters(),
      received: this.#received,
      malformed: this.#malformed,
      losses: this.#losses,
    };
  }

  async close(): Promise<void> {
    this.#ending.abort();
    // An attempt under way ends by itself and is not waited for.
    if (this.#connection === null) return;
    await this.#connection.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { retryMs = RETRY_MS } = this.#options;
    while (!this.#ending.signal.aborted) {
      // One attempt after the other is the point. No server, a wrong password, a broken line: all are tried again.
      await this.#serveOnce().catch(() => undefined);
      this.#change('away');
      await wait(retryMs, undefined, { signal: this.#ending.signal, ref: false }).catch(() => undefined);
    }
  }

  /** Connects, and stays until the connection is given up; a lost server is found again within. */
  async #serveOnce(): Promise<void> {
    const connection = await connect(natsOptions(this.#options));
    if (this.#ending.signal.aborted) return connection.close();
    this.#connection = connection;
    for (const interest of this.#interests.values()) interest.subscription = this.#subscribe(connection, interest);
    this.#change('connected');
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.#change('away');
      if (type === 'reconnect') this.#change('connected');
    }
    this.#connection = null;
  }

  #change(state: BusState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state === 'away') this.#losses += 1;
    this.#outlet.lead(state === 'connected' ? this.#connection : null);
    this.#options.changed?.(state);
  }

  #hear(topic: string): Interest {
    const interest: Interest = { topic, listeners: 0, subscription: null };
    this.#interests.set(topic, interest);
    if (this.#connection !== null) interest.subscription = this.#subscribe(this.#connection, interest);
    return interest;
  }

  #forget(interest: Interest): void {
    this.#interests.delete(interest.topic);
    this.#outlet.forget(subjectOf(interest.topic));
    interest.subscription?.unsubscribe();
  }

  /** Null when the connection is just being given up: the next one asks anew. */
  #subscribe(connection: NatsConnection, { topic }: Interest): Subscription | null {
    if (connection.isClosed()) return null;
    return connection.subscribe(subjectOf(topic), {
      callback: (error, message) => {
        if (error === null) this.#receive(topic, message.data);
      },
    });
  }

  #receive(topic: string, payload: Uint8Array): void {
    const envelope = payload.length <= this.#options.messageBytes ? decode(payload) : null;
    if (envelope === null) this.#malformed += 1;
    else {
      this.#received += 1;
      this.#local.publish({ topic, data: envelope.data });
    }
  }
}

/** How a node goes to NATS, whatever for. */
export function natsOptions({
  address,
  retryMs = RETRY_MS,
  pingMs = PING_MS,
}: Pick<NatsBusOptions, 'address' | 'retryMs' | 'pingMs'>): ConnectionOptions {
  const { servers, isEncrypted, login } = address;
  return {
    servers: [...servers],
    ...login,
    ...(isEncrypted ? { tls: {} } : {}),
    name: 'banyan signaling',
    noEcho: true,
    maxReconnectAttempts: -1,
    // A password may be set right at the server while we try.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: retryMs,
    pingInterval: pingMs,
    maxPingOut: 2,
    timeout: CONNECT_TIMEOUT,
    noAsyncTraces: true,
  };
}

/** Null when `data` is nested too deep to be written. */
function encode({ data }: BusMessage): Buffer | null {
  try {
    return Buffer.from(JSON.stringify({ data }));
  } catch {
    return null;
  }
}

function decode(payload: Uint8Array): v.InferOutput<typeof envelopeSchema> | null {
  try {
    const parsed = v.safeParse(envelopeSchema, JSON.parse(Buffer.from(payload).toString('utf8')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
