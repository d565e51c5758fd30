import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64url } from '@shared/base64url.ts';
import { receiptBytes } from '@shared/mailbox/receipt.ts';
import type { Verify } from '../codec/signed.ts';

/** What a service says it keeps. */
export interface Receipt {
  readonly until: number;
  /** All of them base64url: the service's signature, its key, the name of the mailbox. */
  readonly signature: string;
  readonly key: string;
  readonly box: string;
}

/** Whether a receipt is for these bytes (MBX-11). Never throws. */
export async function isReceiptFor(bytes: Uint8Array, receipt: Receipt, verify: Verify): Promise<boolean> {
  const [box, key, signature] = [receipt.box, receipt.key, receipt.signature].map(fromBase64url);
  if (box?.ok !== true || key?.ok !== true || signature?.ok !== true) return false;
  return verify(key.value, signature.value, receiptBytes(box.value, sha256(bytes), receipt.until));
}
