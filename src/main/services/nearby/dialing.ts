import { connect } from 'node:net';
import { WebSocket } from 'ws';
import type { Found } from './discovery.ts';
import { LAN_PATH } from './door.ts';
import { MAX_FRAME } from './frames.ts';

const DIAL_TIMEOUT = 4000;
/** The host of the higher name leaves it to the other to dial; a firewall there may forbid what is possible from here, ms. */
const LEAVE_TO_OTHER = 3000;
const FIRST_RETRY = 2000;
const LAST_RETRY = 60_000;

/** What dialing works with. */
export interface DialingOptions {
  readonly self: string;
  /** Whether there is a link to a host already. */
  readonly isLinked: (name: string) => boolean;
  readonly opened: (socket: WebSocket) => void;
}

interface Dialed {
  host: Found;
  attempts: number;
  timer: NodeJS.Timeout | null;
}

/** Keeps trying to reach the hosts that were found, at each of their addresses in turn. */
export class Dialing {
  readonly #options: DialingOptions;
  readonly #hosts = new Map<string, Dialed>();

  constructor(options: DialingOptions) {
    this.#options = options;
  }

  found(host: Found): void {
    const known = this.#hosts.get(host.name);
    if (known !== undefined) {
      known.host = host;
      return;
    }
    const dialed: Dialed = { host, attempts: 0, timer: null };
    this.#hosts.set(host.name, dialed);
    this.#later(dialed, this.#options.self < host.name ? 0 : LEAVE_TO_OTHER);
  }

  lost(name: string): void {
    const known = this.#hosts.get(name);
    if (known !== undefined && known.timer !== null) clearTimeout(known.timer);
    this.#hosts.delete(name);
  }

  /** The link to a host ended: it may be there still. */
  ended(name: string): void {
    const known = this.#hosts.get(name);
    if (known === undefined || known.timer !== null) return;
    known.attempts = 1;
    this.#later(known, FIRST_RETRY);
  }

  close(): void {
    for (const name of this.#hosts.keys()) this.lost(name);
  }

  #later(dialed: Dialed, delay: number): void {
    dialed.timer = setTimeout(() => {
      dialed.timer = null;
      if (!this.#options.isLinked(dialed.host.name)) this.#dial(dialed);
    }, delay);
  }

  #dial(dialed: Dialed): void {
    const { addresses, port } = dialed.host;
    const host = addresses[dialed.attempts % addresses.length] ?? '';
    dialed.attempts += 1;
    // The address is given to the socket as it is: no URL can carry the scope of a link-local one.
    const socket = new WebSocket(`ws://nearby.invalid${LAN_PATH}`, {
      createConnection: () => connect({ host, port }),
      handshakeTimeout: DIAL_TIMEOUT,
      maxPayload: MAX_FRAME,
      perMessageDeflate: false,
      followRedirects: false,
    });
    let isOpen = false;
    socket.on('error', () => undefined);
    socket.once('open', () => {
      isOpen = true;
      this.#options.opened(socket);
    });
    socket.once('close', () => {
      if (isOpen || this.#hosts.get(dialed.host.name) !== dialed) return;
      this.#later(dialed, Math.min(LAST_RETRY, FIRST_RETRY * 2 ** Math.min(dialed.attempts - 1, 8)));
    });
  }
}
