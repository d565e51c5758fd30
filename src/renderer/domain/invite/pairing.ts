import type { AccountId } from '@shared/ids.ts';
import { joinBytes, tagged, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

const TAG = 'banyan/pairing/1';

/** What the inviter signs to answer a knock (INV-8): bound to the token and the asker's nonce. */
export function ownerProof(token: Uint8Array, nonce: Uint8Array): Uint8Array {
  return tagged(TAG, 'owner', joinBytes(token, nonce));
}

/** What the asking device signs (INV-9): bound to the token, the inviter and the card it sends. */
export function requestProof(token: Uint8Array, inviter: AccountId, card: Uint8Array): Uint8Array {
  return tagged(TAG, 'request', joinBytes(token, idBytes(inviter), taggedHash(TAG, 'card', card)));
}
