import type { LinkChannel } from '@ports/peerTransport.ts';
import type { Disposer } from '@ports/snapshot.ts';

type Listener = (channel: LinkChannel, message: Uint8Array) => void;

/** Most bytes kept for a listener that has not come yet. */
export const MAX_KEPT = 8 * 1024 * 1024;
/** What a kept message costs besides its bytes, so that empty ones are bounded too. */
const MESSAGE_COST = 64;

/** Messages of a link on their way to its listeners; those before the first listener wait for it, up to a bound. */
export class Inbox {
  readonly #overflow: () => void;
  readonly #listeners = new Set<Listener>();
  #kept: { readonly channel: LinkChannel; readonly message: Uint8Array }[] | null = [];
  #keptBytes = 0;

  constructor(overflow: () => void) {
    this.#overflow = overflow;
  }

  put(channel: LinkChannel, message: Uint8Array): void {
    if (this.#kept === null) {
      for (const listener of this.#listeners) listener(channel, message);
      return;
    }
    this.#keptBytes += message.length + MESSAGE_COST;
    if (this.#keptBytes > MAX_KEPT) {
      this.#kept = [];
      this.#overflow();
      return;
    }
    this.#kept.push({ channel, message });
  }

  listen(listener: Listener): Disposer {
    this.#listeners.add(listener);
    const kept = this.#kept ?? [];
    this.#kept = null;
    for (const { channel, message } of kept) listener(channel, message);
    return () => this.#listeners.delete(listener);
  }
}
