import type { Clock } from '@ports/clock.ts';
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { TextSocketEvents, TextSocketFactory } from '@ports/textSocket.ts';

const LATENCY = 3;

interface ClientMessage {
  readonly type: string;
  readonly topics?: readonly string[];
  readonly topic?: string;
  readonly data?: string;
}

interface Client {
  readonly events: TextSocketEvents;
  readonly topics: Set<string>;
}

/** A signaling service of y-webrtc's protocol in memory, that can lose messages, go away, record and inject. */
export class FakeSignaling {
  readonly #clock: Clock;
  readonly #random: SeededRandom;
  readonly #clients = new Set<Client>();
  readonly recorded: { readonly topic: string; readonly data: string }[] = [];
  /** Sockets opened so far. */
  opened = 0;
  loss = 0;
  isUp = true;
  /** Takes what is sent and answers nothing, as a cut path does. */
  isSilent = false;

  constructor(clock: Clock, random: SeededRandom) {
    this.#clock = clock;
    this.#random = random;
  }

  readonly openSocket: TextSocketFactory = (_, events) => {
    this.opened += 1;
    const client: Client = { events, topics: new Set() };
    this.#clock.after(LATENCY, () => {
      if (this.isSilent) return;
      if (!this.isUp) return events.closed();
      this.#clients.add(client);
      events.opened();
    });
    return {
      send: (text) => this.#take(client, JSON.parse(text) as ClientMessage),
      close: () => void this.#clients.delete(client),
    };
  };

  /** Drops every socket and takes no new one until {@link start}. */
  stop(): void {
    this.isUp = false;
    for (const client of this.#clients) client.events.closed();
    this.#clients.clear();
  }

  start(): void {
    this.isUp = true;
  }

  /** Says something of one's own to all who listen to a topic. */
  inject(topic: string, text: unknown): void {
    for (const client of this.#clients) if (client.topics.has(topic)) client.events.received(text);
  }

  #take(client: Client, message: ClientMessage): void {
    if (this.isSilent || !this.#clients.has(client)) return;
    if (message.type === 'ping') this.#clock.after(LATENCY, () => client.events.received('{"type":"pong"}'));
    for (const topic of message.topics ?? []) {
      if (message.type === 'subscribe') client.topics.add(topic);
      else client.topics.delete(topic);
    }
    if (message.type === 'publish') this.#publish(message.topic ?? '', message.data ?? '');
  }

  #publish(topic: string, data: string): void {
    this.recorded.push({ topic, data });
    for (const client of this.#clients) {
      if (!client.topics.has(topic) || this.#random.chance(this.loss)) continue;
      this.#clock.after(LATENCY, () => {
        if (this.#clients.has(client) && !this.isSilent)
          client.events.received(JSON.stringify({ type: 'publish', topic, data }));
      });
    }
  }
}
