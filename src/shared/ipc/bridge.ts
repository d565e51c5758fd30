/** What the desktop edition's preload and its main process agree on, and what a page sees of it. */
import type { HostEvent, HostMethod } from './contract.ts';

/** The only two IPC channels there are. `event` carries events one way, and "I listen now" the other. */
export const hostChannels = Object.freeze({ call: 'banyan.call', event: 'banyan.event' } as const);

/** The name the bridge has on `window`. */
export const HOST_BRIDGE_KEY = 'banyanHost';

/**
 * `window.banyanHost`. Answers and payloads are untyped on purpose: whoever receives them parses them.
 * `call` never rejects; `on` returns what stops the listening, and throws on an event that is not in the contract.
 */
export interface HostBridge {
  readonly call: (method: HostMethod, input: unknown) => Promise<unknown>;
  readonly on: (event: HostEvent, listener: (payload: unknown) => void) => () => void;
}
