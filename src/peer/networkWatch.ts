import { networkInterfaces } from 'node:os';
import type { NetworkEvent, NetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import type { Clock } from '@ports/clock.ts';

/** How often the addresses of this machine are looked at, ms. */
const LOOK_EVERY = 5000;
/** When this much more time went by than was waited for, the machine slept, ms. */
const SLEPT = 20_000;

/** The addresses of this machine that lead to others, as one text. */
export type ReadAddresses = () => string;

const systemAddresses: ReadAddresses = () =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .toSorted()
    .join(' ');

/** Tells when the machine's addresses changed, or it woke from sleep: nothing in Node does. */
export function watchNetwork(clock: Clock, readAddresses: ReadAddresses = systemAddresses): NetworkEvents {
  return {
    // A machine without any network still reaches itself.
    isOnline: () => true,
    subscribe: (listener) => follow(clock, readAddresses, listener),
  };
}

function follow(clock: Clock, readAddresses: ReadAddresses, listener: (event: NetworkEvent) => void): () => void {
  let known = readAddresses();
  let before = clock.now();
  const look = (): void => {
    const now = clock.now();
    const addresses = readAddresses();
    const isNew = addresses !== known || now - before > LOOK_EVERY + SLEPT;
    known = addresses;
    before = now;
    stop = clock.after(LOOK_EVERY, look);
    if (isNew) listener('changed');
  };
  let stop = clock.after(LOOK_EVERY, look);
  return () => stop();
}
