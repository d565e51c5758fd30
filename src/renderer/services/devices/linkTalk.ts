import { type LinkingMessage, encodeLinkingMessage, readLinkingMessage } from '@domain/device/linkingMessages.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { Turn } from '../turn.ts';

/** How long who misbehaves is kept out, ms. */
const BAN = 60_000;
/** Most messages one link may send: an honest one needs three. */
const MAX_MESSAGES = 16;

/** Says something in the room of a code; nothing is assumed delivered. */
export function sayLinking(link: PeerLink, message: LinkingMessage): void {
  void link.send('sync', encodeLinkingMessage(message));
}

/** Hears what is said on a link, one after another. What does not fit, or is too much, ends it; a later version's words are passed over. */
export function hearLinking(link: PeerLink, onMessage: (message: LinkingMessage) => Promise<void>): void {
  const turn = new Turn();
  let heard = 0;
  link.onMessage((_channel, bytes) => {
    heard += 1;
    const message = readLinkingMessage(bytes);
    const isWrong = !message.ok && message.error.code === 'malformed-message';
    if (isWrong || heard > MAX_MESSAGES) link.close({ ban: BAN });
    else if (message.ok) void turn.take(() => onMessage(message.value));
  });
}
