import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { NAME_PREFIX, receiptBytes } from '@shared/mailbox/receipt.ts';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs what a service has kept (MBS-3). */
export interface ReceiptSigner {
  /** The public key, base64url. */
  readonly key: string;
  /** The receipt of a bundle, base64url. */
  sign(kept: { readonly box: string; readonly hash: Uint8Array; readonly until: number }): string;
}

/** Makes a signer of the secret of a store. */
export function createReceiptSigner(secret: Uint8Array): ReceiptSigner {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, secret]), format: 'der', type: 'pkcs8' });
  const exported = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    key: exported.subarray(-32).toString('base64url'),
    sign: ({ box, hash, until }) =>
      sign(null, receiptBytes(Buffer.from(box, 'base64url'), hash, until), privateKey).toString('base64url'),
  };
}

/** The name of the mailbox of a key (MBX-2), both base64url. */
export function boxOfKey(key: string): string {
  return createHash('sha256').update(NAME_PREFIX, 'latin1').update(Buffer.from(key, 'base64url')).digest('base64url');
}

/** SHA-256 of a bundle. */
export function hashOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
