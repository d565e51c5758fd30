import { type Advert, ADVERT_LIFETIME, SERVICE, advertRecords, readAdverts } from './advert.ts';
import type { HeardPacket, Multicast, OpenMulticast } from './multicast.ts';
import type { Network } from './networks.ts';

/** A host that was found: it may be reached at any of these. */
export interface Found extends Advert {
  readonly addresses: readonly string[];
}

/** What discovery works with. */
export interface DiscoveryOptions {
  readonly self: Advert;
  readonly networks: readonly Network[];
  readonly openMulticast: OpenMulticast;
  /** Whether an address is in one of the networks. */
  readonly isNear: (address: string) => boolean;
  /** A host was found, or is at one more address. */
  readonly found: (host: Found) => void;
  /** A host took itself back, or was not heard of any more. */
  readonly lost: (name: string) => void;
  readonly now?: () => number;
}

/** Looks for other hosts and lets them find this one, until closed. */
export interface Discovery {
  close(): void;
}

/** When one says to be here and asks who else is, s after the start; then every {@link REST}. */
const ROUNDS = [0, 1, 3, 8];
const REST = 45_000;
/** An answer to all that asked within this time, ms. */
const ANSWER_AFTER = 80;
const MOST_FOUND = 64;
const MOST_ADDRESSES = 4;

interface Known extends Found {
  readonly until: number;
}

/** Begins to look for other hosts (NRB-1 to NRB-4). */
export function discover(options: DiscoveryOptions): Discovery {
  const now = options.now ?? (() => performance.now());
  const known = new Map<string, Known>();
  const open = options.networks.flatMap((network) => options.openMulticast(network, (packet) => hear(packet)));

  const say = (ttl?: number) => {
    for (const way of open) way.respond(advertRecords(options.self, way.address, ttl));
  };
  const answering = atMostOnceIn(ANSWER_AFTER, say);
  const hear = (packet: HeardPacket) => {
    if (!options.isNear(packet.address)) return;
    if (packet.isQuery) {
      if (packet.questions.some(({ name }) => name.toLowerCase() === SERVICE)) answering.soon();
      return;
    }
    for (const advert of readAdverts(packet.records)) take(advert, packet.address);
  };
  const take = ({ isGone, ...advert }: Advert & { readonly isGone: boolean }, address: string) => {
    if (advert.name === options.self.name) return;
    const before = known.get(advert.name);
    if (isGone) return forget(advert.name);
    if (before === undefined && known.size >= MOST_FOUND) return;
    const isSame = before?.port === advert.port;
    const addresses = isSame ? [...new Set([...before.addresses, address])].slice(0, MOST_ADDRESSES) : [address];
    known.set(advert.name, { ...advert, addresses, until: now() + ADVERT_LIFETIME * 1000 });
    if (!isSame || addresses.length > before.addresses.length) options.found({ ...advert, addresses });
  };
  const forget = (name: string) => {
    if (known.delete(name)) options.lost(name);
  };
  const round = () => {
    for (const [name, { until }] of known) if (until < now()) forget(name);
    say();
    ask(open);
  };

  const stop = inRounds(round);
  return {
    close: () => {
      stop();
      answering.stop();
      say(0);
      for (const way of open) way.close();
    },
  };
}

/** Does something a while after it was first asked for, once for all that ask meanwhile. */
function atMostOnceIn(delay: number, task: () => void): { readonly soon: () => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | null = null;
  return {
    soon: () => {
      timer ??= setTimeout(() => {
        timer = null;
        task();
      }, delay);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Often at first, then steadily, until stopped. */
function inRounds(round: () => void): () => void {
  const timers = ROUNDS.map((seconds) => setTimeout(round, seconds * 1000));
  const steady = setInterval(round, REST);
  return () => {
    for (const timer of timers) clearTimeout(timer);
    clearInterval(steady);
  };
}

function ask(open: readonly Multicast[]): void {
  for (const way of open) way.query(SERVICE);
}
