/** What the desktop edition's preload and its main process agree on, and what a page sees of it. */
import type { HostEvent, HostMethod } from './contract.ts';

/**
 * The only IPC channels there are. `event` carries events one way, and "I listen now" the other. `program` carries no words, only
 * ports: a program's view says that a page is there, and one end of a port goes to it, the other, with its label, to our page.
 */
export const hostChannels = Object.freeze({
  call: 'banyan.call',
  event: 'banyan.event',
  program: 'banyan.program',
} as const);

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
