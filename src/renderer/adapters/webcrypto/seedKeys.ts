import type { Result } from '@shared/result.ts';
import type { KeyVaultError } from '@ports/keyVault.ts';
import { publicHalf, sharedSecret } from './devicePair.ts';
import { type Curve, KEY_LENGTH, cryptoBytes, toPkcs8 } from './keyFormats.ts';

/** The Ed25519 public key of a seed. Rejects when it is not 32 bytes. */
export function publicKeyOfSeed(subtle: SubtleCrypto, seed: Uint8Array): Promise<Uint8Array> {
  return withPkcs8('Ed25519', seed, (pkcs8) => publicHalf(subtle, 'Ed25519', pkcs8));
}

/** An Ed25519 signature under a seed, which is not kept. Rejects when it is not 32 bytes. */
export function signWithSeed(subtle: SubtleCrypto, seed: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  return withPkcs8('Ed25519', seed, async (pkcs8) => {
    const key = await subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, false, ['sign']);
    return new Uint8Array(await subtle.sign('Ed25519', key, cryptoBytes(bytes)));
  });
}

/** The X25519 public key of a seed. Rejects when it is not 32 bytes. */
export function agreementOfSeed(subtle: SubtleCrypto, seed: Uint8Array): Promise<Uint8Array> {
  return withPkcs8('X25519', seed, (pkcs8) => publicHalf(subtle, 'X25519', pkcs8));
}

/** The X25519 secret of a seed, which is not kept, and a public key. Rejects when the seed is not 32 bytes. */
export function agreeWithSeed(
  subtle: SubtleCrypto,
  seed: Uint8Array,
  theirs: Uint8Array,
): Promise<Result<Uint8Array, KeyVaultError>> {
  return withPkcs8('X25519', seed, async (pkcs8) => {
    const key = await subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits']);
    return sharedSecret(subtle, key, theirs);
  });
}

async function withPkcs8<T>(
  curve: Curve,
  seed: Uint8Array,
  work: (pkcs8: Uint8Array<ArrayBuffer>) => Promise<T>,
): Promise<T> {
  if (seed.length !== KEY_LENGTH) throw new RangeError('a seed has 32 bytes');
  const pkcs8 = toPkcs8(curve, seed);
  try {
    return await work(pkcs8);
  } finally {
    pkcs8.fill(0);
  }
}
