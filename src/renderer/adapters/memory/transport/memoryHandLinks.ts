import { toBase64url } from '@shared/base64url.ts';
import type { HandDescription } from '@domain/hand/description.ts';
import type { HandEnd, HandLinks } from '@ports/handLinks.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import type { MemoryNetwork } from './memoryNetwork.ts';

/** Links by hand on a virtual network of their own: who has the fingerprint of an offer meets its maker, and nobody else. */
export function createMemoryHandLinks(network: MemoryNetwork, random: Random): HandLinks {
  const describe = (): HandDescription => ({
    fingerprint: random.bytes(32),
    user: 'user',
    password: 'p'.repeat(22),
    ways: [[0, '192.0.2.1', 1]],
  });
  const wait = (description: HandDescription) => {
    const transport = network.createTransport();
    let settle: (link: PeerLink | null) => void = () => undefined;
    const link = new Promise<PeerLink | null>((resolve) => (settle = resolve));
    const meet = (fingerprint: Uint8Array) => {
      const name = toBase64url(fingerprint);
      transport.join({ name, password: name, signaling: [], capacity: 1 }, settle);
    };
    let isLinked = false;
    void link.then((made) => (isLinked = made !== null));
    const close = () => {
      if (isLinked) return;
      transport.dispose();
      settle(null);
    };
    const end: HandEnd = { description, link, close };
    return { end, meet };
  };
  return {
    offer: () => {
      const description = describe();
      const { end, meet } = wait(description);
      return Promise.resolve({ ...end, complete: () => meet(description.fingerprint) });
    },
    answer: (offer) => {
      const { end, meet } = wait(describe());
      meet(offer.fingerprint);
      return Promise.resolve(end);
    },
  };
}
