/** Sealing a bundle for one device (MBX-4, MBX-5). Pure: the key agreement is done by who calls. */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { BUNDLE_SIZES } from '@shared/mailbox/limits.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { joinBytes } from '../codec/bytes.ts';

const VERSION = 1;
const KEY_LENGTH = 32;
const TAG_LENGTH = 16;
const LENGTH_LENGTH = 4;
const HEAD_LENGTH = 1 + KEY_LENGTH;
const OVERHEAD = HEAD_LENGTH + TAG_LENGTH + LENGTH_LENGTH;
/** Each bundle has a key of its own, so the nonce may be always the same. */
const NONCE = new Uint8Array(24);

/** Most bytes that one bundle holds. */
export const MAX_BUNDLE_CONTENT: number = Math.max(...BUNDLE_SIZES) - OVERHEAD;

/** Both public keys, and the X25519 secret of them. */
export interface BundleSeal {
  /** Made for this bundle alone. */
  readonly ephemeral: Uint8Array;
  readonly recipient: Uint8Array;
  readonly shared: Uint8Array;
}

/** Why something is no bundle for this device. */
export type SealError = Failure<'bundle-malformed' | 'bundle-sealed'>;

/** Seals content, filled up to the next size. Throws where it is larger than {@link MAX_BUNDLE_CONTENT}: a bug of the caller. */
export function sealBundle(content: Uint8Array, seal: BundleSeal): Uint8Array {
  const size = BUNDLE_SIZES.find((one) => one >= content.length + OVERHEAD);
  if (size === undefined) throw new RangeError('too much for one bundle');
  const plain = new Uint8Array(size - HEAD_LENGTH - TAG_LENGTH);
  new DataView(plain.buffer).setUint32(0, content.length);
  plain.set(content, LENGTH_LENGTH);
  const head = joinBytes(Uint8Array.of(VERSION), seal.ephemeral);
  return joinBytes(head, xchacha20poly1305(keyOf(seal), NONCE, head).encrypt(plain));
}

/** The key a bundle was sealed with for this device alone; null for bytes that are no bundle of a form known here. */
export function ephemeralOf(bundle: Uint8Array): Uint8Array | null {
  const hasSize = BUNDLE_SIZES.some((size) => size === bundle.length);
  return hasSize && bundle[0] === VERSION ? bundle.slice(1, HEAD_LENGTH) : null;
}

/** Opens what {@link sealBundle} made. Never throws. */
export function openBundle(bundle: Uint8Array, seal: BundleSeal): Result<Uint8Array, SealError> {
  if (ephemeralOf(bundle) === null) return fail('bundle-malformed', 'not a bundle');
  const plain = decrypt(bundle, seal);
  if (plain === null) return fail('bundle-sealed', 'sealed for someone else, or changed');
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  const rest = plain.subarray(LENGTH_LENGTH);
  // What fills up is nothing but zeros, so that a bundle has one form.
  if (length > rest.length || rest.subarray(length).some((byte) => byte !== 0))
    return fail('bundle-malformed', 'not filled up as it should be');
  return ok(rest.slice(0, length));
}

function decrypt(bundle: Uint8Array, seal: BundleSeal): Uint8Array | null {
  const head = bundle.subarray(0, HEAD_LENGTH);
  try {
    return xchacha20poly1305(keyOf(seal), NONCE, head).decrypt(bundle.subarray(HEAD_LENGTH));
  } catch {
    return null;
  }
}

function keyOf({ ephemeral, recipient, shared }: BundleSeal): Uint8Array {
  return hkdf(sha256, shared, undefined, joinBytes(utf8ToBytes('banyan/mailbox-bundle/1'), ephemeral, recipient), 32);
}
