import type { AccountId } from '@shared/ids.ts';
import { decodeLinkMessage } from '@domain/link/messages.ts';
import type { PeerLink } from '@ports/peerTransport.ts';

/** How long a device that is out is not heard again, ms. */
const BAN = 60_000;

/**
 * Hears the card of a device that was taken out, which may carry the root's word that it stands (LNK-16); nothing is said to it and
 * nothing else heard.
 */
export function createDoorListener(
  onCard: (account: AccountId, card: Uint8Array) => Promise<unknown>,
): (link: PeerLink, account: AccountId) => void {
  return (link, account) => {
    let isHeard = false;
    link.onMessage((_channel, bytes) => {
      if (isHeard) return;
      isHeard = true;
      const message = decodeLinkMessage(bytes);
      const heard = message.ok && message.value.t === 'hello' ? onCard(account, message.value.card) : Promise.resolve();
      void heard.then(() => link.close({ ban: BAN }));
    });
  };
}
