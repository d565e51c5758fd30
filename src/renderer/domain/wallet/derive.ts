import { taggedHash } from '../codec/bytes.ts';
import { WALLET_TAG } from './envelope.ts';
import { NONCE_LENGTH } from './record.ts';

/** What a derived value is for: the label it is hashed under (WAL-130, WAL-90, WAL-92). */
export type Purpose =
  | 'pay-request'
  | 'pay-mandate'
  | 'pay-order'
  | 'press'
  | 'settle'
  | 'packet-share'
  | 'deal-payout'
  | 'entry'
  | 'seen'
  | 'refund'
  | 'net'
  | 'repair'
  | 'deposit'
  | 'device-out'
  | 'book'
  | 'seed'
  | 'draw'
  | 'shares';

/** A hash that depends on its purpose and these bytes alone. */
export function derive(purpose: Purpose, bytes: Uint8Array): Uint8Array {
  return taggedHash(WALLET_TAG, purpose, bytes);
}

/** A nonce that two devices derive alike, so that what they do is one deed (WAL-130). */
export function deriveNonce(purpose: Purpose, bytes: Uint8Array): Uint8Array {
  return derive(purpose, bytes).slice(0, NONCE_LENGTH);
}

/** Eight bytes, big endian. */
export function eightBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
