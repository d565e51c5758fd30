import { NONCE_LENGTH } from '@domain/wallet/record.ts';
import type { Random } from '@ports/random.ts';

/** A nonce for an act that may be done twice alike. */
export function randomNonce(random: Random): Uint8Array {
  return random.bytes(NONCE_LENGTH);
}
