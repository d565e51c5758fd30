import { createHash, createPublicKey, verify } from 'node:crypto';
import { accountId } from '@shared/ids.ts';
import type { PackageSignature } from '@shared/mini/package.ts';
import {
  MAX_SIGNATURE_CERTIFICATE,
  type PackageSignatureText,
  type SignedEntry,
  accountPreimage,
  contentsPreimage,
  parseSignature,
  signaturePreimage,
} from '@shared/mini/packageSignature.ts';

/** What all files but the signature come to: SHA-256, 32 bytes. */
export function contentsHash(entries: readonly SignedEntry[]): Buffer {
  return createHash('sha256').update(contentsPreimage(entries)).digest();
}

/**
 * What an author's signature is worth (PKG-15, PKG-18). `text` is the entry's, `entries` all other files. Null when the entry is no
 * signature: such a package is unsigned, and one whose signature does not fit is said to be so.
 */
export function checkSignature(text: Uint8Array, entries: readonly SignedEntry[]): PackageSignature | null {
  const parsed = parseSignature(new TextDecoder().decode(text));
  if (parsed === null) return null;
  const account = accountOf(parsed);
  if (account === undefined) return null;
  const preimage =
    account === null
      ? signaturePreimage(entries)
      : accountPreimage(Buffer.from(account.id, 'base64url'), contentsHash(entries));
  return { key: parsed.key, isValid: isSigned(parsed, preimage), account };
}

/** Null where only a key signed; undefined where what stands there is no account. */
function accountOf({ account }: PackageSignatureText): PackageSignature['account'] | undefined {
  if (account === null) return null;
  const id = accountId(account.id);
  const certificate = new Uint8Array(Buffer.from(account.certificate, 'base64url'));
  return id.ok && certificate.length <= MAX_SIGNATURE_CERTIFICATE ? { id: id.value, certificate } : undefined;
}

function isSigned({ key, signature }: PackageSignatureText, preimage: Uint8Array): boolean {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
    return verify(null, preimage, publicKey, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
