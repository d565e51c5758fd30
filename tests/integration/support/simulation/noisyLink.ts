import { type Result, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { LinkChannel, LinkError, PeerLink } from '@ports/peerTransport.ts';
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { sendingBy } from '../sendingBy.ts';

/** What happens to messages that a link took; probabilities 0–1, time in ms. */
export interface Noise {
  readonly loss: number;
  readonly duplication: number;
  readonly delay: number;
}

/**
 * A link that breaks its promises: messages are lost, come twice, late and out of order. No real link does that to `sync`; what
 * holds under it holds under all that real ones do.
 */
export function noisyLink(
  link: PeerLink,
  { clock, random, noise }: { readonly clock: Clock; readonly random: SeededRandom; readonly noise: () => Noise },
): PeerLink {
  const sendLate = (channel: LinkChannel, message: Uint8Array): Promise<Result<void, LinkError>> => {
    const { delay } = noise();
    if (delay === 0) return link.send(channel, message);
    clock.after(random.integer(delay), () => void link.send(channel, message));
    return Promise.resolve(ok());
  };
  return sendingBy(link, (channel, message) => {
    const { loss, duplication } = noise();
    if (random.chance(loss)) return Promise.resolve(ok());
    if (random.chance(duplication)) void sendLate(channel, message.slice());
    return sendLate(channel, message);
  });
}
