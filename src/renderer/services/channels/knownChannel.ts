import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Charter, type ChannelRole, isFrozenBy, unpackCharter } from '@domain/channel/charter.ts';
import type { ChannelRecord } from '@domain/channel/records.ts';
import { taggedHash } from '@domain/codec/bytes.ts';
import { idBytes } from '@domain/event/codec.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import type { OpenPen } from './channelKeys.ts';

/** A channel that is followed, edited, or asked to be edited, as the engine knows it. */
export interface KnownChannel {
  readonly space: SpaceId;
  readonly record: ChannelRecord;
  /** Null until somebody gave it. */
  readonly charter: Charter | null;
  /** The packed charter that says something else for one place; null where there is none. */
  readonly fork: Uint8Array | null;
  /** The key this device writes with there, open. */
  readonly pen: OpenPen | null;
}

/** Whether nothing more is taken of who decides in a channel: its owner signed two charters for one place (CHN-6). */
export function isFrozen({ charter, fork }: Pick<KnownChannel, 'charter' | 'fork'>): boolean {
  if (charter === null || fork === null) return false;
  const other = unpackCharter(fork);
  return !other.ok || isFrozenBy(charter, other.value);
}

/** The channel as an author: all that its owner and editors say is the channel's. */
export function channelAuthor(space: SpaceId): AccountId {
  // An account that is none: the id is a hash of another kind.
  return space as string as AccountId;
}

/** As what writers speak: nothing they say counts as the channel's (CHN-4). */
export function writersAuthor(space: SpaceId): AccountId {
  return toBase64url(taggedHash('banyan/channel/1', 'writers', idBytes(space))) as AccountId;
}

/** As whom a pen speaks; null for one that never wrote there. */
export function authorOf(charter: Charter, device: DeviceId): AccountId | null {
  const role = roleAt(charter, device);
  if (role === null) return null;
  return role === 'writer' ? writersAuthor(charter.space) : channelAuthor(charter.space);
}

/** What a pen may do now; null for one that may not write any more, or never might. */
export function roleOf(charter: Charter | null, pen: Uint8Array | null): ChannelRole | null {
  return charter === null || pen === null ? null : (charter.pens.get(deviceOfKey(pen))?.role ?? null);
}

/** The role a pen has, or had when it last had one: what it said before its end counts as it did. */
function roleAt(charter: Charter, device: DeviceId): ChannelRole | null {
  const now = charter.pens.get(device);
  if (now !== undefined) return now.role;
  if (!charter.ends.has(device)) return null;
  for (const { content } of charter.statements.toReversed()) {
    const then = content.pens.find(({ pen }) => deviceOfKey(pen) === device);
    if (then !== undefined) return then.role;
  }
  return null;
}
