import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

const SPACE_TAG = 'banyan/space/1';
/** Length of the random part of a group's name, bytes. */
export const GROUP_NONCE_LENGTH = 16;

/** The talk space of a group (GRP-1): names its founder, so nobody can found it for another. */
export function groupSpace(founder: AccountId, nonce: Uint8Array): SpaceId {
  return toBase64url(taggedHash(SPACE_TAG, 'group', joinBytes(idBytes(founder), nonce))) as SpaceId;
}

/** The roster space that belongs to a talk space (GRP-1). */
export function rosterSpace(talk: SpaceId): SpaceId {
  return toBase64url(taggedHash(SPACE_TAG, 'roster', idBytes(talk))) as SpaceId;
}
