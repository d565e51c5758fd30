import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

const TAG = 'banyan/feed-space/1';
/** Length of a circle's nonce, bytes: who does not know it can not tell which space a circle is. */
export const CIRCLE_NONCE_LENGTH = 16;

/** The space of one audience of one person's posts (FED-1): nobody finds it who was not told the nonce. */
export function circleSpace(owner: AccountId, nonce: Uint8Array): SpaceId {
  if (nonce.length !== CIRCLE_NONCE_LENGTH) throw new TypeError(`a circle has a nonce of ${CIRCLE_NONCE_LENGTH} bytes`);
  return derived('circle', idBytes(owner), nonce);
}

/** Where one reader says what they think of the posts of a circle (FED-2): read by its owner, and by who is a friend of both. */
export function remarkSpace(circle: SpaceId, reader: AccountId): SpaceId {
  return derived('remarks', idBytes(circle), idBytes(reader));
}

/** Where one reader tells a circle's owner alone what they have seen of it (FED-2). */
export function whisperSpace(circle: SpaceId, reader: AccountId): SpaceId {
  return derived('whispers', idBytes(circle), idBytes(reader));
}

/** The space of a channel, by the key it was opened with (FED-3). */
export function channelSpace(rootKey: Uint8Array): SpaceId {
  return derived('channel', rootKey);
}

function derived(what: string, ...parts: readonly Uint8Array[]): SpaceId {
  return toBase64url(taggedHash(TAG, what, joinBytes(...parts))) as SpaceId;
}
