import { createPublicKey, verify } from 'node:crypto';
import type { PackageFacts } from '@shared/mini/package.ts';
import { type SignedEntry, parseSignature, signaturePreimage } from '@shared/mini/packageSignature.ts';

/**
 * What an author's signature is worth (PKG-15). `text` is the entry's, `entries` all other files. Null when the entry is no signature:
 * such a package is unsigned, and one whose signature does not fit is said to be so.
 */
export function checkSignature(text: Uint8Array, entries: readonly SignedEntry[]): PackageFacts['signature'] {
  const parsed = parseSignature(new TextDecoder().decode(text));
  if (parsed === null) return null;
  const { key, signature } = parsed;
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
    const isValid = verify(null, signaturePreimage(entries), publicKey, Buffer.from(signature, 'base64url'));
    return { key, isValid };
  } catch {
    return { key, isValid: false };
  }
}
