import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import { joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

/**
 * What a program knows a person by (MIN-6): the same on all devices of a person, another in every instance. Who knows the account
 * can tell whose it is; from the address nobody can.
 */
export function programAddress(account: AccountId, instance: EventId): string {
  return toBase64url(taggedHash('banyan/mini/1', 'address', joinBytes(idBytes(account), idBytes(instance))));
}

/**
 * Names an order of a program (MIN-30): the same on all devices of who pays, another for each payer, instance and reference. The payer's
 * address holds the instance.
 */
export function orderId(payer: string, reference: string): string {
  return toBase64url(taggedHash('banyan/mini/1', 'order', joinBytes(utf8ToBytes(payer), utf8ToBytes(reference))));
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
/** Random bytes a label is made of. */
export const LABEL_BYTES = 16;
/** The shape of a label. */
export const LABEL = /^[a-z2-7]{26}$/;

/** The secret name of an instance's origin on this device (MIN-12): base32 of {@link LABEL_BYTES} random bytes, 26 characters. */
export function originLabel(random: Uint8Array): string {
  if (random.length !== LABEL_BYTES) throw new TypeError(`a label is made of ${LABEL_BYTES} bytes`);
  let bits = 0;
  let held = 0;
  let label = '';
  for (const byte of random) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      label += LETTERS.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return label + LETTERS.charAt((held << (5 - bits)) & 31);
}
