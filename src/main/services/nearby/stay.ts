import type { WebSocket } from 'ws';
import { makeName } from './advert.ts';
import { Dialing } from './dialing.ts';
import { type Discovery, discover } from './discovery.ts';
import { type Door, openDoor } from './door.ts';
import type { LanBus } from './lanBus.ts';
import { LanLink, type LanLinkEvents } from './lanLink.ts';
import { createLanWire } from './lanWire.ts';
import type { OpenMulticast } from './multicast.ts';
import { type Network, createNearCheck } from './networks.ts';

/** Most hosts one is linked with at once. */
const MOST_LINKS = 64;
/** Who has not said its name by then is put out, ms. */
const HELLO_TIMEOUT = 5000;

/** What a stay works with. */
export interface StayOptions {
  readonly networks: readonly Network[];
  readonly openMulticast: OpenMulticast;
  readonly bus: LanBus;
  readonly invited: (from: LanLink, text: string) => void;
  /** Where the door is; everywhere, when left out. */
  readonly host?: string | undefined;
}

/** Being in some networks under one random name, with one door: over when the networks change or the name has had its time. */
export class Stay {
  readonly #options: StayOptions;
  readonly #name = makeName();
  readonly #links = new Map<string, LanLink>();
  readonly #waiting = new Set<LanLink>();
  readonly #dialing: Dialing;
  #discovery: Discovery | null = null;
  #door: Door | null = null;
  #shown: string | null = null;
  #isOver = false;

  constructor(options: StayOptions) {
    this.#options = options;
    this.#dialing = new Dialing({
      self: this.#name,
      isLinked: (name) => this.#links.has(name) || this.#links.size >= MOST_LINKS,
      opened: (socket) => this.#take(socket, true),
    });
  }

  /** Hosts one is linked with, by name. */
  get links(): ReadonlyMap<string, LanLink> {
    return this.#links;
  }

  async open(): Promise<void> {
    const { networks, openMulticast: open, host } = this.#options;
    const isNear = createNearCheck(networks);
    const door = await openDoor(isNear, (socket) => this.#take(socket, false), host);
    if (this.#isOver) return door.close();
    this.#door = door;
    this.#discovery = discover({
      self: { name: this.#name, port: door.port },
      networks,
      openMulticast: open,
      isNear,
      found: (found) => this.#dialing.found(found),
      lost: (name) => this.#dialing.lost(name),
    });
  }

  show(name: string | null): void {
    this.#shown = name;
    for (const link of this.#links.values()) link.show(name);
  }

  close(): void {
    this.#isOver = true;
    this.#discovery?.close();
    this.#dialing.close();
    for (const link of [...this.#waiting, ...this.#links.values()]) link.close();
    this.#door?.close();
  }

  #take(socket: WebSocket, isDialer: boolean): void {
    if (this.#isOver) return socket.terminate();
    const wire = createLanWire(socket, { received: (text) => link.take(text), ended: () => this.#ended(link) });
    const link: LanLink = new LanLink({ wire, self: this.#name, isDialer, events: this.#events() });
    this.#waiting.add(link);
    const patience = setTimeout(() => {
      if (this.#waiting.has(link)) link.close();
    }, HELLO_TIMEOUT);
    socket.once('close', () => clearTimeout(patience));
  }

  #events(): LanLinkEvents {
    const { bus, invited } = this.#options;
    return {
      ready: (link) => this.#ready(link),
      received: (topic, data) => bus.received(topic, data),
      shared: (link, topic) => bus.shared(link, topic),
      invited,
    };
  }

  /** Of two links to one host that which the lower name opened stays: both ends come to the same. */
  #ready(link: LanLink): boolean {
    const name = link.remote ?? '';
    this.#waiting.delete(link);
    const before = this.#links.get(name);
    const lower = this.#name < name ? this.#name : name;
    if (before === undefined ? this.#links.size >= MOST_LINKS : link.dialer !== lower) return false;
    this.#links.set(name, link);
    before?.close();
    // The name is there before anything is said about topics; the owner of the link goes on once this returns.
    queueMicrotask(() => {
      if (this.#links.get(name) !== link) return;
      this.#options.bus.attach(link);
      link.show(this.#shown);
    });
    return true;
  }

  #ended(link: LanLink): void {
    this.#waiting.delete(link);
    this.#options.bus.detach(link);
    const name = link.remote ?? '';
    if (this.#links.get(name) !== link) return;
    this.#links.delete(name);
    if (!this.#isOver) this.#dialing.ended(name);
  }
}
