import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { compareBytes, joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

const SPACE_TAG = 'banyan/space/1';

/** The space of a 1:1 chat (SPC-1): the same for both people, whoever computes it. */
export function directSpace(a: AccountId, b: AccountId): SpaceId {
  const [first, second] = [idBytes(a), idBytes(b)].sort(compareBytes);
  if (first === undefined || second === undefined) throw new TypeError('two accounts make a direct space');
  return toBase64url(taggedHash(SPACE_TAG, 'direct', joinBytes(first, second))) as SpaceId;
}

/** The space of an account's own devices (SPC-5). Its name is no secret; it is shared with nobody else. */
export function ownSpace(account: AccountId): SpaceId {
  return toBase64url(taggedHash(SPACE_TAG, 'own', idBytes(account))) as SpaceId;
}
