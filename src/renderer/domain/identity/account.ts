import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { taggedHash } from '../codec/bytes.ts';

/** The account behind a root public key (IDN-1). */
export function accountOfRoot(rootKey: Uint8Array): AccountId {
  return toBase64url(taggedHash('banyan/account/1', '', rootKey)) as AccountId;
}

/** The device behind a 32-byte Ed25519 public key (IDN-2). */
export function deviceOfKey(signingKey: Uint8Array): DeviceId {
  if (signingKey.length !== 32) throw new TypeError('an Ed25519 public key has 32 bytes');
  return toBase64url(signingKey) as DeviceId;
}
