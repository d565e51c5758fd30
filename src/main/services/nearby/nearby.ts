import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { LanBus } from './lanBus.ts';
import type { LanLink } from './lanLink.ts';
import { type OpenMulticast, openMulticast } from './multicast.ts';
import { type Network, fingerprintOf, readNetworks } from './networks.ts';
import { Stay } from './stay.ts';

/** How often the networks are looked at, ms: nothing tells of their change. */
const LOOK_EVERY = 5000;
/** A pause of the timer this long was sleep, ms. */
const SLEPT = 20_000;
/** How long one goes by one name, ms. */
const NAME_LIFETIME = 3_600_000;
/** Who looks for people says so again within this time, or is hidden again, ms. */
const SHOWN_FOR = 10_000;
/** Invites that wait to be fetched by the page; how long they do, ms. */
const MOST_INVITES = 16;
const INVITE_WAITS = 10 * 60_000;

/** What being nearby works with; all is the system's own when left out. */
export interface NearbyOptions {
  readonly networks?: () => readonly Network[];
  readonly openMulticast?: OpenMulticast;
  readonly now?: () => number;
  /** Where the door is; everywhere, when left out. */
  readonly host?: string;
  /** Something did not work: which, without addresses. */
  readonly failed?: (cause: unknown) => void;
}

interface Waiting {
  /** The account that was shown when it came. */
  readonly to: string;
  readonly from: string;
  readonly name: string;
  readonly text: string;
  readonly at: number;
}

/** Finds other hosts in the local networks and shares topics with them, while it is on. Rules: SPEC.md. */
export class Nearby {
  /** What the host's own signaling is to run over. */
  readonly bus: LanBus;
  readonly #options: NearbyOptions;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | null = null;
  #stay: Stay | null = null;
  #place = '';
  #since = 0;
  #lookedAt = 0;
  #shownUntil = 0;
  #shown: string | null = null;
  #invites: readonly Waiting[] = [];

  constructor(options: NearbyOptions = {}) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.bus = new LanBus(this.#now);
  }

  /** Switches it on or off. Off, no port is open and nothing is said. */
  set({ isOn }: HostInput<'nearby.set'>): void {
    if (isOn === (this.#timer !== null)) return;
    if (!isOn) return this.close();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
    this.#timer.unref();
    this.#lookedAt = this.#now();
    this.#look();
  }

  /** Who is there. With a person, that person is shown to those who look for people, too, for as long as it is said again. */
  look({ person }: HostInput<'nearby.look'>): HostOutput<'nearby.look'> {
    this.#show(person);
    const links = [...(this.#stay?.links.values() ?? [])];
    const people = links.flatMap(({ remote, person: name }) =>
      remote === null || name === null ? [] : [{ id: remote, name }],
    );
    const since = this.#now() - INVITE_WAITS;
    const invites = this.#invites.filter(({ to, at }) => to === person?.account && at > since);
    return {
      state: this.#state(),
      hosts: links.length,
      people,
      invites: invites.map(({ from, name, text }) => ({ from, name, text })),
    };
  }

  /** Sends an invite to somebody who is shown. */
  invite({ to, text }: HostInput<'nearby.invite'>): Result<Record<string, never>, Failure<'unreachable'>> {
    const isSent = this.#stay?.links.get(to)?.invite(text) ?? false;
    return isSent ? ok({}) : fail('unreachable', 'nobody of that name is nearby any more');
  }

  /** The machine woke, or may be elsewhere. */
  refresh(): void {
    if (this.#timer === null) return;
    this.#place = '';
    this.#look();
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#place = '';
    this.#leave();
    this.#invites = [];
  }

  #state(): HostOutput<'nearby.look'>['state'] {
    if (this.#timer === null) return 'off';
    return this.#stay === null ? 'alone' : 'on';
  }

  #look(): void {
    const now = this.#now();
    const networks = (this.#options.networks ?? readNetworks)();
    const place = fingerprintOf(networks);
    const slept = now - this.#lookedAt > SLEPT;
    this.#lookedAt = now;
    if (now > this.#shownUntil) {
      this.#shown = null;
      this.#stay?.show(null);
    }
    if (place === this.#place && !slept && now - this.#since < NAME_LIFETIME) return;
    this.#place = place;
    this.#since = now;
    this.#leave();
    if (networks.length > 0) this.#enter(networks);
  }

  #enter(networks: readonly Network[]): void {
    const stay = new Stay({
      networks,
      openMulticast: this.#options.openMulticast ?? openMulticast,
      bus: this.bus,
      invited: (from, text) => this.#invited(from, text),
      host: this.#options.host,
    });
    this.#stay = stay;
    stay.open().catch((cause: unknown) => {
      stay.close();
      if (this.#stay === stay) this.#stay = null;
      // The next look tries anew.
      this.#place = '';
      this.#options.failed?.(cause);
    });
  }

  #leave(): void {
    this.#stay?.close();
    this.#stay = null;
  }

  #show(person: HostInput<'nearby.look'>['person']): void {
    if (person !== null) this.#shownUntil = this.#now() + SHOWN_FOR;
    // Another page may look without being seen, for the number of hosts alone.
    if (person === null && this.#now() <= this.#shownUntil) return;
    this.#shown = person?.account ?? null;
    this.#stay?.show(person?.name ?? null);
  }

  /** For who is shown. One of each is kept: who asks again has a newer invite. */
  #invited({ remote, person }: LanLink, text: string): void {
    const to = this.#shown;
    if (remote === null || person === null || to === null) return;
    const others = this.#invites.filter((one) => one.from !== remote || one.to !== to);
    this.#invites = [...others, { to, from: remote, name: person, text, at: this.#now() }].slice(-MOST_INVITES);
  }
}
