import { directSpace } from '@domain/space/space.ts';
import type { KnownContact } from '@services/contacts/contactBook.ts';
import type { TestDevice } from '../../domain/support/devices.ts';

/** Somebody who is a contact, and of whom nothing more is known. */
export function emptyContact({ certificate }: TestDevice, change: Partial<KnownContact['record']>): KnownContact {
  const { account, device, root } = certificate;
  const record: KnownContact['record'] = {
    ...{ account, space: directSpace(account, account), card: new Uint8Array(), cardVersion: 0, devices: [device] },
    profile: { name: 'Somebody', avatar: { kind: 'generated' } },
    ...{ state: 'accepted', blocked: false, remark: null, tags: [], verifiedAt: null, addedAt: 0, lastSeenAt: null },
    ...{ invite: null, request: null },
    ...change,
  };
  return { record, root, certificates: [certificate], revocations: [], signer: device, signaling: [] };
}
