import { randomBytes } from 'node:crypto';
import { type RateLimit, createRateLimit } from '../signaling/limits.ts';
import { type Blind, createBlinding } from './blinding.ts';
import { type LanFrame, MAX_DATA, TOPICS_PER_FRAME, readLanFrame } from './frames.ts';

/** A socket to another host, whoever opened it. Nothing throws. */
export interface LanWire {
  send(text: string): void;
  close(): void;
}

/** What a link tells. */
export interface LanLinkEvents {
  /** Both have said who they are. False: it is not wanted. */
  readonly ready: (link: LanLink) => boolean;
  /** Somebody there said something about a topic that is heard here. */
  readonly received: (topic: string, data: string) => void;
  /** A topic is heard on both sides from now on. */
  readonly shared: (link: LanLink, topic: string) => void;
  /** Somebody there asks to be met. */
  readonly invited: (link: LanLink, text: string) => void;
}

/** What a link is made of. */
export interface LanLinkOptions {
  readonly wire: LanWire;
  readonly self: string;
  /** Who opened it; of two links to one host that of the lower name stays. */
  readonly isDialer: boolean;
  readonly events: LanLinkEvents;
  readonly now?: () => number;
}

const MESSAGES_PER_SECOND = 200;
const MESSAGE_BURST = 2000;
const MOST_STRIKES = 20;
/** Topics one host may hear by a link. */
const MOST_TOPICS = 4096;
/** How many topics are heard is not to tell who one is: their number is filled up to a multiple of this. */
const PADDING = 32;
const HELLO_VERSION = 1;

/** The way between two hosts of one network: topics under names of this link alone, and who wants to be seen. */
export class LanLink {
  readonly #options: LanLinkOptions;
  readonly #nonce = randomBytes(16).toString('base64url');
  readonly #rate: RateLimit;
  /** Own topics by their names here. */
  readonly #own = new Map<string, string>();
  readonly #theirs = new Set<string>();
  #blind: Blind | null = null;
  #remote: string | null = null;
  #strikes = 0;
  #isOpenHere = false;
  #isOpenThere = false;
  #ownName = '';
  #person: string | null = null;

  constructor(options: LanLinkOptions) {
    this.#options = options;
    this.#rate = createRateLimit(MESSAGES_PER_SECOND, MESSAGE_BURST, options.now ?? (() => performance.now()));
    this.#send({ t: 'hello', v: HELLO_VERSION, name: options.self, nonce: this.#nonce });
  }

  /** The other host's name, null before it said so. */
  get remote(): string | null {
    return this.#remote;
  }

  /** The name of the host that opened it. */
  get dialer(): string | null {
    return this.#options.isDialer ? this.#options.self : this.#remote;
  }

  /** Who is there, while both want to be seen. */
  get person(): string | null {
    return this.#isOpenHere && this.#isOpenThere ? this.#person : null;
  }

  close(): void {
    this.#options.wire.close();
  }

  /** Hears topics from now on. */
  hear(topics: readonly string[], { isPadded = false } = {}): void {
    const blind = this.#blind;
    if (blind === null) return;
    const names = topics.map((topic) => {
      const name = blind(topic);
      this.#own.set(name, topic);
      return name;
    });
    const whole = isPadded ? Math.ceil(Math.max(names.length, 1) / PADDING) * PADDING : names.length;
    const fill = Array.from({ length: whole - names.length }, () => randomBytes(16).toString('base64url'));
    this.#tell('hear', [...names, ...fill].toSorted());
    for (const name of names) this.#checkShared(name);
  }

  leave(topics: readonly string[]): void {
    const blind = this.#blind;
    if (blind === null) return;
    const names = topics.map((topic) => blind(topic));
    for (const name of names) this.#own.delete(name);
    this.#tell('leave', names);
  }

  /** Says something about a topic, if they hear it. */
  say(topic: string, data: string): void {
    const name = this.#blind?.(topic) ?? '';
    if (this.#theirs.has(name) && data.length <= MAX_DATA) this.#send({ t: 'say', topic: name, data });
  }

  /** Lets those be seen who want to, or no longer. The name goes only to who wants to be seen as well (NRB-9). */
  show(name: string | null): void {
    const isOpen = name !== null;
    const isNews = this.#ownName !== (name ?? '');
    this.#ownName = name ?? '';
    if (isOpen !== this.#isOpenHere) {
      this.#isOpenHere = isOpen;
      this.#send({ t: 'open', isOpen });
    }
    if (isNews) this.#tellName();
  }

  invite(text: string): boolean {
    if (this.person === null) return false;
    this.#send({ t: 'invite', text });
    return true;
  }

  /** Takes what came over the wire: hostile. */
  take(text: string): void {
    const frame = this.#rate.take() ? readLanFrame(text) : null;
    if (frame === null || !this.#obey(frame)) this.#strike();
  }

  #obey(frame: LanFrame): boolean {
    if (frame.t === 'hello') return this.#greeted(frame);
    if (this.#remote === null) return false;
    switch (frame.t) {
      case 'hear':
        return this.#heard(frame.topics);
      case 'leave':
        for (const name of frame.topics) this.#theirs.delete(name);
        return true;
      case 'say':
        return this.#said(frame.topic, frame.data);
      default:
        return this.#met(frame);
    }
  }

  /** What is said about people who look for people. */
  #met(frame: LanFrame & { readonly t: 'open' | 'person' | 'invite' }): boolean {
    switch (frame.t) {
      case 'open':
        this.#isOpenThere = frame.isOpen;
        if (!frame.isOpen) this.#person = null;
        this.#tellName();
        return true;
      case 'person':
        this.#person = frame.name;
        return true;
      case 'invite':
        if (this.person === null) return false;
        this.#options.events.invited(this, frame.text);
        return true;
    }
  }

  #greeted({ name, nonce }: LanFrame & { readonly t: 'hello' }): boolean {
    if (this.#remote !== null) return false;
    this.#remote = name;
    this.#blind = createBlinding({ name: this.#options.self, nonce: this.#nonce }, { name, nonce });
    if (name === this.#options.self || !this.#options.events.ready(this)) this.close();
    return true;
  }

  #heard(topics: readonly string[]): boolean {
    if (this.#theirs.size + topics.length > MOST_TOPICS) return false;
    for (const name of topics) {
      this.#theirs.add(name);
      this.#checkShared(name);
    }
    return true;
  }

  /** What nobody hears here any more may have been on its way. */
  #said(name: string, data: string): boolean {
    const topic = this.#own.get(name);
    if (topic !== undefined) this.#options.events.received(topic, data);
    return true;
  }

  #checkShared(name: string): void {
    const topic = this.#own.get(name);
    if (topic !== undefined && this.#theirs.has(name)) this.#options.events.shared(this, topic);
  }

  #tellName(): void {
    if (this.#isOpenHere && this.#isOpenThere && this.#ownName !== '') this.#send({ t: 'person', name: this.#ownName });
  }

  #tell(t: 'hear' | 'leave', names: readonly string[]): void {
    for (let place = 0; place < names.length; place += TOPICS_PER_FRAME)
      this.#send({ t, topics: names.slice(place, place + TOPICS_PER_FRAME) });
  }

  #send(frame: LanFrame): void {
    this.#options.wire.send(JSON.stringify(frame));
  }

  #strike(): void {
    this.#strikes += 1;
    if (this.#strikes >= MOST_STRIKES || this.#remote === null) this.close();
  }
}
