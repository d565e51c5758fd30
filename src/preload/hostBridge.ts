import type { IpcRenderer } from 'electron';
import { type HostBridge, hostChannels } from '@shared/ipc/bridge.ts';
import { type HostEvent, hostEventNames, hostMethods } from '@shared/ipc/contract.ts';
import { fail } from '@shared/result.ts';

type Listener = (payload: unknown) => void;
type Ipc = Pick<IpcRenderer, 'invoke' | 'on'>;

/** Links kept while nobody listens, for instance while a screen is being replaced. */
const mostPending = 16;

const allowedMethods: ReadonlySet<unknown> = new Set(hostMethods);
const isHostEvent = (name: unknown): name is HostEvent => hostEventNames.some((known) => known === name);

/** One event's listeners, and what came while there were none. */
class EventOutlet {
  readonly #listeners = new Set<Listener>();
  readonly #keeps: boolean;
  #pending: unknown[] = [];
  #isAnnounced = false;

  constructor(event: HostEvent) {
    // A power change is stale at once; a link a person opened is not.
    this.#keeps = event === 'link.opened';
  }

  deliver(payload: unknown): void {
    if (this.#listeners.size > 0) {
      for (const listener of this.#listeners) listener(payload);
    } else if (this.#keeps && this.#pending.length < mostPending) {
      this.#pending.push(payload);
    }
  }

  /** Adds a listener; `announce` is called once, at the first. */
  add(listener: Listener, announce: () => void): () => void {
    // Each registration is its own, even of one function twice, so that disposing one leaves the other.
    const own: Listener = (payload) => listener(payload);
    this.#listeners.add(own);
    if (!this.#isAnnounced) {
      this.#isAnnounced = true;
      announce();
    }
    const waiting = this.#pending;
    this.#pending = [];
    for (const payload of waiting) own(payload);
    return () => {
      this.#listeners.delete(own);
    };
  }
}

/**
 * The page's only way to the main process. Nothing of `ipcRenderer` is handed out, and only names of the
 * contract pass: a page that was taken over cannot invent a channel.
 */
export function createHostBridge(ipc: Ipc): HostBridge {
  const outlets = new Map(hostEventNames.map((event) => [event, new EventOutlet(event)]));
  ipc.on(hostChannels.event, (_event, name: unknown, payload: unknown) => {
    if (isHostEvent(name)) outlets.get(name)?.deliver(payload);
  });

  const announce = (event: HostEvent): void => {
    // Refused only when the page is going away, and then there is no one to tell.
    ipc.invoke(hostChannels.event, event).catch(() => undefined);
  };

  return Object.freeze({
    async call(method, input) {
      if (!allowedMethods.has(method)) return fail('unknown-method', 'this host has no such method');
      try {
        const answer: unknown = await ipc.invoke(hostChannels.call, method, input);
        return answer;
      } catch {
        return fail('unreachable', 'the main process did not answer');
      }
    },
    on(event, listener) {
      const outlet = outlets.get(event);
      if (outlet === undefined) throw new TypeError('not an event of the host contract');
      return outlet.add(listener, () => announce(event));
    },
  } satisfies HostBridge);
}
