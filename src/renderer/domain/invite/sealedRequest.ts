import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, bytesUpTo } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { MAX_CARD_BYTES } from '../contact/card.ts';

/** Length of the nonce of a sealed request: random, so that one pair of keys may seal often. */
export const REQUEST_NONCE_LENGTH = 24;

const requestSchema = v.strictObject({ card: bytesUpTo(MAX_CARD_BYTES), signature: bytesOf(64) });
/** Who asks: a packed card, and the signature of `requestProof`. */
export type PairingRequest = v.InferOutput<typeof requestSchema>;

/** What a request is sealed with: the X25519 secret of the two devices, the invite's token, a fresh nonce. */
export interface RequestSeal {
  readonly shared: Uint8Array;
  readonly token: Uint8Array;
  readonly nonce: Uint8Array;
}

/**
 * Seals a request so that only the device that made the invite can read it (INV-14): XChaCha20-Poly1305 under HKDF-SHA-256 of the
 * X25519 secret, salted with the token. Whoever else holds the link and passes messages on sees no more of who asks than the
 * key of their device, which says something only to who has their card already.
 */
export function sealRequest(request: PairingRequest, seal: RequestSeal): Uint8Array {
  return xchacha20poly1305(keyOf(seal), seal.nonce).encrypt(encodeCanonical(request));
}

/** The way back; never throws. */
export function openRequest(sealed: Uint8Array, seal: RequestSeal): Result<PairingRequest, Failure<'request-sealed'>> {
  try {
    const request = readCanonical(requestSchema, xchacha20poly1305(keyOf(seal), seal.nonce).decrypt(sealed));
    return request === null ? fail('request-sealed', 'not a request') : ok(request);
  } catch {
    return fail('request-sealed', 'sealed for someone else, or changed');
  }
}

function keyOf({ shared, token }: RequestSeal): Uint8Array {
  return hkdf(sha256, shared, token, utf8ToBytes('banyan/pair-request/1'), 32);
}
