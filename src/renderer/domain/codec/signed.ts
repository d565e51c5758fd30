import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { tagged } from './bytes.ts';
import { decodeCanonical, encodeCanonical } from './canonical.ts';

/** Makes a 64-byte Ed25519 signature. */
export type Sign = (bytes: Uint8Array) => Promise<Uint8Array>;
/** Checks a 64-byte Ed25519 signature; malformed input is `false`. */
export type Verify = (publicKey: Uint8Array, signature: Uint8Array, bytes: Uint8Array) => Promise<boolean>;

/** Canonical bytes and a signature over them under a purpose, so that a signature for one never passes for another. */
export interface SignedBytes {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

const TAG = 'banyan/signed/1';

/** Signs the canonical encoding of `value` for `purpose` (COD-4). */
export async function signValue(purpose: string, value: unknown, sign: Sign): Promise<SignedBytes> {
  const bytes = encodeCanonical(value);
  return { bytes, signature: await sign(tagged(TAG, purpose, bytes)) };
}

/** Checks that `publicKey` signed these bytes for `purpose`. */
export function verifySigned(
  purpose: string,
  signed: SignedBytes,
  check: { key: Uint8Array; verify: Verify },
): Promise<boolean> {
  return check.verify(check.key, signed.signature, tagged(TAG, purpose, signed.bytes));
}

/** One byte string of both parts: CBOR array [bytes, signature] (COD-5). */
export function packSigned(signed: SignedBytes): Uint8Array {
  return encodeCanonical([signed.bytes, signed.signature]);
}

/** The way back from {@link packSigned}, without checking the signature. */
export function unpackSigned(packed: Uint8Array): Result<SignedBytes, Failure<'not-signed-bytes'>> {
  const decoded = decodeCanonical(packed);
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 2)
    return fail('not-signed-bytes', 'not a pair');
  const [bytes, signature] = decoded.value as readonly unknown[];
  if (!(bytes instanceof Uint8Array) || !(signature instanceof Uint8Array) || signature.length !== 64) {
    return fail('not-signed-bytes', 'not bytes and a signature');
  }
  return ok({ bytes, signature });
}
