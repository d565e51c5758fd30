import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';

/** 43 characters that pass as an id and are the same for the same label. */
function idText(label: string): string {
  let seed = 0x811c9dc5;
  for (let index = 0; index < label.length; index += 1) seed = Math.imul(seed ^ label.charCodeAt(index), 0x01000193);
  const bytes = new Uint8Array(32);
  for (let index = 0; index < bytes.length; index += 1) {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + index;
    bytes[index] = (seed >>> 11) & 0xff;
  }
  return toBase64url(bytes);
}

// The brand exists for the compiler alone; the text is valid by construction.
export const fakeAccountId = (label: string) => idText(`account ${label}`) as AccountId;
export const fakeDeviceId = (label: string) => idText(`device ${label}`) as DeviceId;
export const fakeSpaceId = (label: string) => idText(`space ${label}`) as SpaceId;
export const fakeEventId = (label: string) => idText(`event ${label}`) as EventId;
export const fakeBlobId = (label: string) => idText(`blob ${label}`) as BlobId;
export const fakeRecordId = (label: string) => idText(`record ${label}`) as RecordId;
