/** What messages and people of an imported chat are known by here (IMP-11): only the form is that of ids, nobody signed any of it. */
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

const TAG = 'banyan/import/1';
/** Where the number stands in the bytes of an id. */
const NUMBER_AT = 28;
/** Numbers from here on are people. */
const PEOPLE = 0x8000_0000;
const NOBODY = 0xffff_ffff;

/** The id of the message at a place in the talk. */
export function importedMessageId(chat: SpaceId, place: number): EventId {
  return numbered(chat, place) as EventId;
}

/** The place that an id names in a chat; null for any other id. */
export function placeOfMessage(chat: SpaceId, id: string): number | null {
  const bytes = fromBase64url(id);
  if (!bytes.ok || bytes.value.length !== 32) return null;
  const place = new DataView(bytes.value.buffer, bytes.value.byteOffset).getUint32(NUMBER_AT);
  return place < PEOPLE && importedMessageId(chat, place) === id ? place : null;
}

/** Somebody in a chat, by their place among its people; null: the app the chat comes from. */
export function importedPersonId(chat: SpaceId, place: number | null): AccountId {
  return numbered(chat, place === null ? NOBODY : PEOPLE + place) as AccountId;
}

/** Stands where a chain of events names a device: nobody signed what is in an export. */
export function importDevice(chat: SpaceId): DeviceId {
  return toBase64url(taggedHash(TAG, 'device', idBytes(chat))) as DeviceId;
}

/** Whether what looks like a chain of events is an imported chat, see {@link importDevice}. */
export function isImportChain({ space, device }: { readonly space: SpaceId; readonly device: DeviceId }): boolean {
  return device === importDevice(space);
}

function numbered(chat: SpaceId, number: number): string {
  const bytes = new Uint8Array(taggedHash(TAG, 'chat', idBytes(chat)));
  new DataView(bytes.buffer).setUint32(NUMBER_AT, number);
  return toBase64url(bytes);
}
