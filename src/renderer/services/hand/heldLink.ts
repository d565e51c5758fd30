import type { LinkChannel, PeerLink } from '@ports/peerTransport.ts';
import type { Disposer } from '@ports/snapshot.ts';

type Listener = (channel: LinkChannel, message: Uint8Array) => void;

/** Most messages that wait for who is to hear them; an honest device says few before it hears an answer. */
const MOST_HELD = 1024;

/** A link whose first message is for the introduction, and all others for whoever takes it over. */
export interface HeldLink {
  /** The first message; null when the link ended before it. */
  readonly first: Promise<Uint8Array | null>;
  readonly rest: PeerLink;
}

/** Takes the first message of a link out, and keeps the others until somebody listens. */
export function holdLink(link: PeerLink): HeldLink {
  const listeners = new Set<Listener>();
  let held: (readonly [LinkChannel, Uint8Array])[] | null = [];
  let isFirst = true;
  const first = new Promise<Uint8Array | null>((resolve) => {
    link.onClose(() => resolve(null));
    link.onMessage((channel, message) => {
      if (isFirst) {
        isFirst = false;
        resolve(message);
      } else if (held === null) for (const listener of listeners) listener(channel, message);
      else if (held.length < MOST_HELD) held.push([channel, message]);
      else link.close();
    });
  });
  const listen = (listener: Listener): Disposer => {
    listeners.add(listener);
    const waiting = held ?? [];
    held = null;
    for (const [channel, message] of waiting) listener(channel, message);
    return () => void listeners.delete(listener);
  };
  return {
    first,
    rest: {
      id: link.id,
      room: link.room,
      stats: link.stats,
      send: (...message) => link.send(...message),
      onMessage: listen,
      onClose: (listener) => link.onClose(listener),
      close: (options) => link.close(options),
    },
  };
}
