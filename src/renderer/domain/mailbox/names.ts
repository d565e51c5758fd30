/** Names of mailboxes and the keys they are of (MBX-1 to MBX-3). Pure. */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId } from '@shared/ids.ts';
import { NAME_PREFIX } from '@shared/mailbox/receipt.ts';
import { joinBytes } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

const DAY = 24 * 3_600_000;
/** How long a mailbox has one name, ms. */
export const TERM = 30 * DAY;
/** How long a device asks a bundle to be kept, days: by clocks that are a day apart, that is in this term and the one before. */
export const KEPT_DAYS = 28;
/** Near the end of a term the next name is looked at as well: clocks are not equal. */
const EDGE = DAY;

/** From whom to whom. */
export interface Way {
  readonly from: DeviceId;
  readonly to: DeviceId;
}

/** The term a time is in. */
export function termOf(now: number): number {
  return Math.floor(now / TERM);
}

/** Terms in which something may have been put that is still kept (MBX-3). */
export function termsToRead(now: number): readonly number[] {
  const term = termOf(now);
  return termOf(now + EDGE) > term ? [term - 1, term, term + 1] : [term - 1, term];
}

/** The key of the mailbox of one device for another in a term, from the X25519 secret of the two: whoever has it may take out. */
export function mailboxKey(shared: Uint8Array, { from, to }: Way, term: number): Uint8Array {
  const place = new Uint8Array(4);
  new DataView(place.buffer).setUint32(0, term);
  const info = joinBytes(utf8ToBytes('banyan/mailbox/1'), idBytes(from), idBytes(to), place);
  return hkdf(sha256, shared, undefined, info, 32);
}

/** The name of the mailbox of a key, as base64url: whoever has it may put in. */
export function mailboxName(key: Uint8Array): string {
  return toBase64url(sha256(joinBytes(utf8ToBytes(NAME_PREFIX), key)));
}
