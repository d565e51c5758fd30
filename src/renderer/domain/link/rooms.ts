import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { compareBytes, joinBytes } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

/** Name and password of a meeting place; both unguessable. */
export interface RoomSecret {
  readonly name: string;
  readonly password: string;
}

/** The room of two devices (LNK-1): from the X25519 secret of their agreement keys, so only these two can find or read it. */
export function pairRoom(shared: Uint8Array, a: DeviceId, b: DeviceId): RoomSecret {
  const [first, second] = [idBytes(a), idBytes(b)].sort(compareBytes);
  if (first === undefined || second === undefined) throw new TypeError('two devices make a room');
  return derive(shared, joinBytes(utf8ToBytes('banyan/pair-room/1'), first, second));
}

/** The room of an invite (LNK-2): from its token, so only who holds the link can find or read it; two inviters never share one. */
export function inviteRoom(token: Uint8Array, inviter: AccountId): RoomSecret {
  return derive(token, joinBytes(utf8ToBytes('banyan/invite-room/1'), idBytes(inviter)));
}

/** The room of a device's code (DEV-20): from its token, so only who has the code can find or read it. */
export function deviceLinkRoom(token: Uint8Array): RoomSecret {
  return derive(token, utf8ToBytes('banyan/device-link-room/1'));
}

/** The room in which somebody who came back finds one device that knew an old one of theirs (LNK-18): from the reunion secret of the two. */
export function reunionRoom(secret: Uint8Array): RoomSecret {
  return derive(secret, utf8ToBytes('banyan/reunion-room/1'));
}

function derive(secret: Uint8Array, info: Uint8Array): RoomSecret {
  const bytes = hkdf(sha256, secret, undefined, info, 64);
  return { name: toBase64url(bytes.subarray(0, 32)), password: toBase64url(bytes.subarray(32)) };
}
