import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { jittered } from './jitter.ts';
import { parsePublication } from './signalMessage.ts';
import type { TextSocket, TextSocketFactory } from '@ports/textSocket.ts';

const OPEN_DEADLINE = 4000;
const FIRST_RETRY = 400;
/** The caps bound how long a service may be back before we notice: soon while somebody looks for a link, else later. */
const NEEDED_RETRY = 10_000;
const LAST_RETRY = 60_000;
const PING_INTERVAL = 10_000;
const PONG_DEADLINE = 4000;
const NUDGE_DEADLINE = 2000;
/** Services limit how many topics one message may name. */
const TOPICS_PER_MESSAGE = 50;

export interface SignalingServiceContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly openSocket: TextSocketFactory;
  /** Topics to ask for whenever the service answers anew. */
  readonly topics: () => readonly string[];
  readonly received: (topic: string, data: string) => void;
  /** Whether a room looks for a link. */
  readonly isNeeded: () => boolean;
  /** The state changed. */
  readonly changed: () => void;
  /** Connected and subscribed. */
  readonly ready: (url: string) => void;
}

/** One signaling service, shared by all rooms: reconnects for ever, notices a silent one. */
export class SignalingService {
  readonly url: string;
  readonly #context: SignalingServiceContext;
  #socket: TextSocket | null = null;
  #isConnected = false;
  #failures = 0;
  #timer: Disposer = () => {};
  #isDisposed = false;

  constructor(url: string, context: SignalingServiceContext) {
    this.url = url;
    this.#context = context;
    this.#connect();
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** True until the first attempt failed: the service may yet answer. */
  get isTrying(): boolean {
    return !this.#isConnected && this.#failures === 0;
  }

  subscribe(topics: readonly string[]): void {
    for (let index = 0; index < topics.length; index += TOPICS_PER_MESSAGE) {
      this.#send({ type: 'subscribe', topics: topics.slice(index, index + TOPICS_PER_MESSAGE) });
    }
  }

  unsubscribe(topic: string): void {
    this.#send({ type: 'unsubscribe', topics: [topic] });
  }

  publish(topic: string, data: string): void {
    this.#send({ type: 'publish', topic, data });
  }

  /** Tries at once when waiting; asks for a sign of life when connected. */
  nudge(): void {
    if (this.#isDisposed) return;
    if (this.#isConnected) this.#ping(NUDGE_DEADLINE);
    else if (this.#socket === null) {
      // Something changed: what failed before says little.
      this.#failures = Math.min(this.#failures, 1);
      this.#connect();
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer();
    this.#socket?.close();
    this.#socket = null;
    this.#isConnected = false;
  }

  #connect(): void {
    this.#timer();
    this.#timer = this.#context.clock.after(OPEN_DEADLINE, () => this.#lost());
    this.#socket = this.#context.openSocket(this.url, {
      opened: () => this.#opened(),
      received: (text) => this.#received(text),
      closed: () => this.#lost(),
    });
    if (this.#socket === null) this.#lost();
  }

  #opened(): void {
    this.#isConnected = true;
    this.#failures = 0;
    this.#rest();
    this.subscribe(this.#context.topics());
    this.#context.changed();
    this.#context.ready(this.url);
  }

  #received(text: unknown): void {
    this.#rest();
    const publication = parsePublication(text);
    if (publication !== null) this.#context.received(publication.topic, publication.data);
  }

  /** Anything heard is a sign of life: wait before asking for one. */
  #rest(): void {
    this.#timer();
    this.#timer = this.#context.clock.after(PING_INTERVAL, () => this.#ping(PONG_DEADLINE));
  }

  #ping(deadline: number): void {
    this.#timer();
    this.#send({ type: 'ping' });
    this.#timer = this.#context.clock.after(deadline, () => this.#lost());
  }

  #lost(): void {
    this.#timer();
    this.#socket?.close();
    this.#socket = null;
    this.#isConnected = false;
    if (this.#isDisposed) return;
    const cap = this.#context.isNeeded() ? NEEDED_RETRY : LAST_RETRY;
    const delay = Math.min(cap, FIRST_RETRY * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    this.#timer = this.#context.clock.after(jittered(this.#context.random, delay), () => this.#connect());
    this.#context.changed();
  }

  #send(message: unknown): void {
    if (this.#isConnected) this.#socket?.send(JSON.stringify(message));
  }
}
