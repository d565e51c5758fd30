import type { Disposer } from '@ports/snapshot.ts';
import { SignalingService, type SignalingServiceContext } from './signalingService.ts';

/** Most services one room may name: they come from cards and invites of others. */
const MAX_SERVICES_PER_ROOM = 4;
const MAX_SERVICES = 32;

/** A room as the signaling services see it. */
export interface Topic {
  readonly name: string;
  readonly urls: readonly string[];
  /** Hostile until decrypted. */
  readonly received: (data: string) => void;
  /** A service that carries this topic answers (again). */
  readonly online: () => void;
}

type PoolContext = Pick<SignalingServiceContext, 'clock' | 'random' | 'openSocket' | 'isNeeded' | 'changed'>;

/** Whether an address is one that a socket may be opened to. */
export function isSignalingUrl(text: string): boolean {
  return URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol);
}

/** One socket for each signaling service, whatever the number of rooms. Services of the settings stay connected. */
export class SignalingPool {
  readonly #context: PoolContext;
  readonly #topics = new Map<string, Topic>();
  readonly #services = new Map<string, SignalingService>();
  #defaults: readonly string[] = [];

  constructor(context: PoolContext) {
    this.#context = context;
  }

  get services(): readonly SignalingService[] {
    return [...this.#services.values()];
  }

  configure(urls: readonly string[]): void {
    this.#defaults = [...new Set(urls)];
    this.#reconcile();
    // A service that was there already hears of topics that newly reach it.
    for (const service of this.services) service.subscribe(this.#topicsOf(service.url));
  }

  join(topic: Topic): Disposer {
    this.#topics.set(topic.name, topic);
    this.#reconcile();
    for (const service of this.#servicesOf(topic)) service.subscribe([topic.name]);
    return () => {
      if (this.#topics.get(topic.name) !== topic) return;
      this.#topics.delete(topic.name);
      for (const service of this.#servicesOf(topic)) service.unsubscribe(topic.name);
      this.#reconcile();
    };
  }

  publish(name: string, data: string): void {
    const topic = this.#topics.get(name);
    if (topic === undefined) return;
    for (const service of this.#servicesOf(topic)) service.publish(name, data);
  }

  nudge(): void {
    for (const service of this.services) service.nudge();
  }

  dispose(): void {
    this.#topics.clear();
    for (const service of this.services) service.dispose();
    this.#services.clear();
  }

  #urlsOf(topic: Topic): readonly string[] {
    return [...new Set([...this.#defaults, ...topic.urls.slice(0, MAX_SERVICES_PER_ROOM)])];
  }

  #servicesOf(topic: Topic): readonly SignalingService[] {
    return this.#urlsOf(topic).flatMap((url) => this.#services.get(url) ?? []);
  }

  #topicsOf(url: string): readonly string[] {
    return [...this.#topics.values()].filter((topic) => this.#urlsOf(topic).includes(url)).map((topic) => topic.name);
  }

  #reconcile(): void {
    const needed = new Set([...this.#defaults, ...[...this.#topics.values()].flatMap((topic) => this.#urlsOf(topic))]);
    for (const [url, service] of this.#services) {
      if (needed.has(url)) continue;
      service.dispose();
      this.#services.delete(url);
    }
    for (const url of needed) {
      if (this.#services.size >= MAX_SERVICES) break;
      if (!this.#services.has(url) && isSignalingUrl(url)) this.#services.set(url, this.#open(url));
    }
    this.#context.changed();
  }

  #open(url: string): SignalingService {
    return new SignalingService(url, {
      ...this.#context,
      topics: () => this.#topicsOf(url),
      received: (name, data) => this.#topics.get(name)?.received(data),
      ready: () => {
        for (const name of this.#topicsOf(url)) this.#topics.get(name)?.online();
      },
    });
  }
}
