import type { VerifySignature } from '@ports/keyVault.ts';
import { cryptoBytes } from './keyFormats.ts';
import { isWellFormed } from './signatureBatch.ts';

/** Enough for the devices one talks with at a time; the oldest goes first. */
const MAX_KEYS = 512;

/**
 * Makes a verifier. Importing a public key costs about as much as a check, and most events come from few devices, so the
 * imported keys of the latest devices are kept.
 */
export function webcryptoVerifier(subtle: SubtleCrypto): VerifySignature {
  const keys = new Map<string, Promise<CryptoKey>>();
  const keyOf = (publicKey: Uint8Array): Promise<CryptoKey> => {
    const name = String.fromCharCode(...publicKey);
    const known = keys.get(name);
    if (known !== undefined) return known;
    const [oldest] = keys.keys();
    if (keys.size >= MAX_KEYS && oldest !== undefined) keys.delete(oldest);
    const imported = subtle.importKey('raw', cryptoBytes(publicKey), { name: 'Ed25519' }, false, ['verify']);
    keys.set(name, imported);
    return imported;
  };
  return async (publicKey, signature, bytes) => {
    if (!isWellFormed({ publicKey, signature, bytes })) return false;
    try {
      return await subtle.verify('Ed25519', await keyOf(publicKey), cryptoBytes(signature), cryptoBytes(bytes));
    } catch {
      return false;
    }
  };
}

/** Checks Ed25519 signatures with the platform's WebCrypto. */
export const verifySignature: VerifySignature = webcryptoVerifier(globalThis.crypto.subtle);
