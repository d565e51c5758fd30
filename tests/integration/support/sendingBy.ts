import type { PeerLink } from '@ports/peerTransport.ts';

/** A link that is another one in all but how it sends. */
export function sendingBy(link: PeerLink, send: PeerLink['send']): PeerLink {
  return {
    id: link.id,
    room: link.room,
    stats: link.stats,
    onMessage: (listener) => link.onMessage(listener),
    onClose: (listener) => link.onClose(listener),
    close: (options) => link.close(options),
    send,
  };
}
