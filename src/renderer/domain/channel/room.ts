import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import { idBytes } from '../event/codec.ts';
import type { RoomSecret } from '../link/rooms.ts';

/** The open room of a channel (CHN-9): whoever knows its id meets there with whoever else reads it. */
export function channelRoom(space: SpaceId): RoomSecret {
  const bytes = hkdf(sha256, idBytes(space), undefined, utf8ToBytes('banyan/channel-room/1'), 64);
  return { name: toBase64url(bytes.subarray(0, 32)), password: toBase64url(bytes.subarray(32)) };
}
