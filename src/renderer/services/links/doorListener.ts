import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Family, wordsAgainst } from '@domain/device/family.ts';
import type { Revocation } from '@domain/device/revocation.ts';
import { MAX_OUT_WORDS, type OutWords, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import type { Clock } from '@ports/clock.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { Snapshot } from '@ports/snapshot.ts';

/** How long a device that is out is not heard again, ms. */
const BAN = 60_000;
/** How long the link stays for what was said to arrive, ms. */
const FAREWELL = 2000;

/** What the door works with. */
export interface DoorParts {
  readonly clock: Clock;
  /** Takes the card it shows. */
  readonly onCard: (account: AccountId, card: Uint8Array) => Promise<unknown>;
  /** The own account and its devices. */
  readonly own: { readonly identity: Snapshot<{ readonly account: AccountId }>; readonly family: Family };
}

/**
 * Hears the card of a device that was taken out, which may carry the root's word that it stands (LNK-16). An own one is told that it is out,
 * as it may have been away when it was (LNK-33); nothing else is said to it and nothing else heard. One that the root took out is told, and not heard.
 */
export function createDoorListener({
  clock,
  own,
  onCard,
}: DoorParts): (link: PeerLink, account: AccountId, device: DeviceId) => void {
  return (link, account, device) => {
    const against = account === own.identity.get().account ? wordsAgainst(own.family, device) : [];
    const words = rowsOf(against);
    const close = () => link.close({ ban: BAN });
    if (words.length > 0) void link.send('sync', encodeLinkMessage({ t: 'out', words }));
    // The root's word is the last about a device: what this one has to show changes nothing.
    if (against.some(({ by }) => by === null)) return void clock.after(FAREWELL, close);
    let isHeard = false;
    link.onMessage((_channel, bytes) => {
      if (isHeard) return;
      isHeard = true;
      const message = decodeLinkMessage(bytes);
      const heard = message.ok && message.value.t === 'hello' ? onCard(account, message.value.card) : Promise.resolve();
      void heard.then(() => clock.after(words.length > 0 ? FAREWELL : 0, close));
    });
  };
}

function rowsOf(words: readonly Revocation[]): OutWords {
  // Of too many the root's are told.
  const first = words.toSorted((one, other) => Number(one.by !== null) - Number(other.by !== null));
  return first.slice(0, MAX_OUT_WORDS).map(({ signed }) => [signed.bytes, signed.signature]);
}
