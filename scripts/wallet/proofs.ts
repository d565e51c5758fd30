/** Hashes and signatures by Node's own crypto: nothing of how the app computes them is used here. */
import { createHash, createPublicKey, verify } from 'node:crypto';

/** Checks a 64-byte Ed25519 signature of `message` by a 32-byte public key. */
export type CheckSignature = (
  key: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
) => boolean | Promise<boolean>;

/** {@link CheckSignature} for real. A key that is no point of the curve has signed nothing. */
export const checkEd25519: CheckSignature = (key, signature, message) => {
  try {
    const x = Buffer.from(key).toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, message, publicKey, signature);
  } catch {
    return false;
  }
};

/** `tag ‖ 00 ‖ label ‖ 00 ‖ bytes` (COD-3). */
export function underTag(tag: string, label: string, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${tag}\0${label}\0`, 'utf8'), bytes]);
}

/** SHA-256 of {@link underTag}, base64url without padding: how ids are written. */
export function nameOf(tag: string, label: string, bytes: Uint8Array): string {
  return createHash('sha256')
    .update(underTag(tag, label, bytes))
    .digest('base64url');
}

/** The link of an entry (WAL-61), base64url. */
export function linkOf(prev: Uint8Array, entryId: string): string {
  return nameOf('wallet/1', 'link', Buffer.concat([prev, Buffer.from(entryId, 'base64url')]));
}
