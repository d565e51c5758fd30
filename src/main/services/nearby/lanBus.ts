import { type BusCounters, type BusMessage, type SignalingBus, createLocalBus } from '../signaling/bus.ts';
import { MAX_DATA } from './frames.ts';
import type { LanLink } from './lanLink.ts';

/** How long the last word about a topic is said to hosts that come, ms: who announces rarely is found at once. */
const REMEMBERED_FOR = 120_000;
const MOST_REMEMBERED_BYTES = 8 * 1024 * 1024;

interface Remembered {
  readonly data: string;
  readonly at: number;
}

/** Shares the topics of this host's own signaling with those of hosts nearby that know them, too (NRB-6). */
export class LanBus implements SignalingBus {
  readonly #local = createLocalBus();
  readonly #heard = new Map<string, number>();
  readonly #links = new Set<LanLink>();
  readonly #last = new Map<string, Remembered>();
  readonly #now: () => number;
  #bytes = 0;
  #sent = 0;
  #received = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  publish(message: BusMessage): void {
    this.#local.publish(message);
    if (typeof message.data !== 'string' || message.data.length > MAX_DATA) return;
    this.#remember(message.topic, message.data);
    for (const link of this.#links) {
      this.#sent += 1;
      link.say(message.topic, message.data);
    }
  }

  subscribe(topic: string, listener: (message: BusMessage) => void): () => void {
    const count = this.#heard.get(topic) ?? 0;
    this.#heard.set(topic, count + 1);
    const leave = this.#local.subscribe(topic, listener);
    if (count === 0) for (const link of this.#links) link.hear([topic]);
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      leave();
      this.#left(topic);
    };
  }

  /** A link to another host is up. */
  attach(link: LanLink): void {
    this.#links.add(link);
    link.hear([...this.#heard.keys()], { isPadded: true });
  }

  detach(link: LanLink): void {
    this.#links.delete(link);
  }

  /** Both hear a topic from now on: what was last said about it may be what they wait for. */
  shared(link: LanLink, topic: string): void {
    const last = this.#last.get(topic);
    if (last !== undefined && this.#now() - last.at < REMEMBERED_FOR) link.say(topic, last.data);
  }

  /** Something another host said: for those here alone, never for a third. */
  received(topic: string, data: string): void {
    this.#received += 1;
    this.#local.publish({ topic, data });
  }

  state(): 'alone' | 'connected' {
    return this.#links.size === 0 ? 'alone' : 'connected';
  }

  counters(): BusCounters {
    return { ...this.#local.counters(), sent: this.#sent, received: this.#received };
  }

  close(): Promise<void> {
    for (const link of this.#links) link.close();
    this.#links.clear();
    return Promise.resolve();
  }

  #left(topic: string): void {
    const count = (this.#heard.get(topic) ?? 1) - 1;
    if (count > 0) {
      this.#heard.set(topic, count);
      return;
    }
    this.#heard.delete(topic);
    this.#forget(topic);
    for (const link of this.#links) link.leave([topic]);
  }

  #remember(topic: string, data: string): void {
    this.#forget(topic);
    this.#last.set(topic, { data, at: this.#now() });
    this.#bytes += data.length;
    for (const [oldest, { at }] of this.#last) {
      if (this.#bytes <= MOST_REMEMBERED_BYTES && this.#now() - at < REMEMBERED_FOR) return;
      this.#forget(oldest);
    }
  }

  #forget(topic: string): void {
    this.#bytes -= this.#last.get(topic)?.data.length ?? 0;
    this.#last.delete(topic);
  }
}
