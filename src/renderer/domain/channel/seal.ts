import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import { joinBytes } from '../codec/bytes.ts';

/** Length of the nonce of something sealed. */
export const SEAL_NONCE_LENGTH = 24;

/** For what something is sealed: what was sealed for one purpose never opens as another. */
export type SealPurpose = 'letter' | 'answer' | 'keys' | 'desk' | 'opened' | 'post-key' | 'document' | 'picture';

/** What is sealed with: a secret of two keys or of several editors, what binds it to its place, a fresh nonce. */
export interface Seal {
  readonly purpose: SealPurpose;
  readonly secret: Uint8Array;
  /** Public bytes it is bound to: the channel, and the keys whose secret it is. */
  readonly place: Uint8Array;
  readonly nonce: Uint8Array;
}

/** Seals a value (CHN-10): XChaCha20-Poly1305 under HKDF-SHA-256 of the secret. Padded to a step, so that the length tells little. */
export function sealValue(value: unknown, seal: Seal, step = 256): Uint8Array {
  const bytes = encodeCanonical(value);
  const padding = (step - ((bytes.length + 8) % step)) % step;
  const padded = encodeCanonical([bytes, new Uint8Array(padding)]);
  return xchacha20poly1305(keyOf(seal), seal.nonce, seal.place).encrypt(padded);
}

/** The way back: null for what was sealed with something else, or changed. Never throws. */
export function openValue(sealed: Uint8Array, seal: Seal): unknown {
  try {
    const padded = decodeCanonical(xchacha20poly1305(keyOf(seal), seal.nonce, seal.place).decrypt(sealed));
    const [bytes] = padded.ok && Array.isArray(padded.value) ? (padded.value as readonly unknown[]) : [];
    const decoded = bytes instanceof Uint8Array ? decodeCanonical(bytes) : null;
    return decoded?.ok === true ? decoded.value : null;
  } catch {
    return null;
  }
}

/** Seals bytes of a file as they are: the nonce stands before them. */
export function sealBytes(bytes: Uint8Array, seal: Seal): Uint8Array {
  return joinBytes(seal.nonce, xchacha20poly1305(keyOf(seal), seal.nonce, seal.place).encrypt(bytes));
}

/** The way back: null for what was sealed with something else, or changed. Never throws. */
export function openBytes(sealed: Uint8Array, sealFor: (nonce: Uint8Array) => Seal): Uint8Array | null {
  if (sealed.length < SEAL_NONCE_LENGTH) return null;
  const seal = sealFor(sealed.slice(0, SEAL_NONCE_LENGTH));
  try {
    return xchacha20poly1305(keyOf(seal), seal.nonce, seal.place).decrypt(sealed.subarray(SEAL_NONCE_LENGTH));
  } catch {
    return null;
  }
}

/** A key made of a secret for one use, so that one secret is kept for several. */
export function keyFrom(secret: Uint8Array, use: 'agreement' | 'desk' | 'days' | 'single'): Uint8Array {
  return hkdf(sha256, secret, undefined, utf8ToBytes(`banyan/channel/${use}/1`), 32);
}

function keyOf({ purpose, secret, place }: Seal): Uint8Array {
  return hkdf(sha256, secret, undefined, joinBytes(utf8ToBytes(`banyan/channel-seal/${purpose}/1`), place), 32);
}
