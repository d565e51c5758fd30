import { decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import type { PeerLink } from '@ports/peerTransport.ts';

/** The first word on a link that was made by hand: the own card. */
export function showCard(link: PeerLink, card: Uint8Array): void {
  void link.send('sync', encodeLinkMessage({ t: 'hello', v: 1, card }));
}

/** The card in the other's first word; null when it was another. */
export function hearCard(first: Uint8Array | null): Uint8Array | null {
  const message = first === null ? null : decodeLinkMessage(first);
  return message?.ok === true && message.value.t === 'hello' ? message.value.card : null;
}
