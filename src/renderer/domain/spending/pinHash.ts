import { scryptAsync } from '@noble/hashes/scrypt.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes of salt. */
export const PIN_SALT_LENGTH = 16;
/** 32 MiB and some tenths of a second for each guess (RFC 7914). */
const COST = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 } as const;

/** What a PIN is kept as, 32 bytes: scrypt, slow on purpose. */
export function hashPin(pin: string, salt: Uint8Array): Promise<Uint8Array> {
  return scryptAsync(utf8ToBytes(pin), salt, COST);
}
