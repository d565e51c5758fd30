import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64url } from '@shared/base64url.ts';
import type { BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

const TAG = 'banyan/web-feed/1';

/** What a feed is known by here (WFD-5): nobody shares this space, it only has the form of one. */
export function feedSpace(url: string): SpaceId {
  return toBase64url(taggedHash(TAG, 'feed', utf8ToBytes(url))) as SpaceId;
}

/** What an entry is known by here (WFD-5): the same as long as its writer tells it from others by the same. */
export function entryPost(feed: SpaceId, key: string): EventId {
  return toBase64url(taggedHash(TAG, 'entry', joinBytes(idBytes(feed), utf8ToBytes(key)))) as EventId;
}

/** Stands where a post of a channel names the blob of its document: there is none, the text is in a record. */
export function entryDocument(post: EventId): BlobId {
  return toBase64url(taggedHash(TAG, 'document', idBytes(post))) as BlobId;
}

/** What an entry says, cut to 16 letters: another one means that it says something else now. */
export function entryMark(...said: readonly string[]): string {
  return toBase64url(taggedHash(TAG, 'mark', utf8ToBytes(said.join('\0')))).slice(0, 16);
}

/** What stands where a chain of events names a device: nobody signs what a feed says. */
export function feedDevice(feed: SpaceId): DeviceId {
  return feed as string as DeviceId;
}

/** Whether what looks like a chain of events is a feed, see {@link feedDevice}. */
export function isFeedChain({ space, device }: { readonly space: SpaceId; readonly device: DeviceId }): boolean {
  return device === feedDevice(space);
}

/** Names what an entry says among those of its feed, in 32 bits (SRC-15): another number means that it says something else now. */
export function entryNumber({ id, mark }: { readonly id: EventId; readonly mark: string }): number {
  const [a = 0, b = 0, c = 0, d = 0] = taggedHash(TAG, 'number', utf8ToBytes(`${id} ${mark}`));
  return a * 0x1000000 + b * 0x10000 + c * 0x100 + d;
}
