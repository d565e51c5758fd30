import { hkdf } from '@noble/hashes/hkdf.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { DeviceId } from '@shared/ids.ts';

/** Bytes of the seed that a device makes notes from. */
export const MINT_SEED_LENGTH = 64;

/**
 * The seed of one device's notes (docs/adr/0028): HKDF-SHA-512 of the account's root seed, the device's id as salt. Two devices have
 * two, since a mint signs a blank but once; whoever has the phrase can make each of them again.
 */
export function mintSeedOf(rootSeed: Uint8Array, device: DeviceId): Uint8Array {
  return hkdf(sha512, rootSeed, utf8ToBytes(device), utf8ToBytes('banyan/mint/1'), MINT_SEED_LENGTH);
}

/** The private key that notes are locked to, secp256k1, apart from every other key of the device; 32 bytes. */
export function lockKeyOf(seed: Uint8Array): Uint8Array {
  // Of 2^256 values all but 2^128 are keys of the curve: nobody ever meets one of the others.
  return hkdf(sha512, seed, undefined, utf8ToBytes('banyan/mint/lock/1'), 32);
}
