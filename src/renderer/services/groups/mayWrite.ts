import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { Family } from '@domain/device/family.ts';
import { mayDo } from '@domain/group/rights.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { GroupBook } from './groupBook.ts';

/** What the right to write is judged by. */
export interface WritingParts {
  readonly self: AccountId;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
}

/** Why nothing is written from this device in any conversation: it was taken out of the account (DEV-4). Null while it stands. */
export function whyNotFrom(device: DeviceId, { revoked }: Pick<Family, 'revoked'>): WorkspaceError | null {
  return revoked.has(device) ? { code: 'device-removed', message: 'taken out of the account' } : null;
}

/** Why one may not write in a conversation now; null when one may (PPL-5, GRS-11). */
export function whyNotWrite({ self, contacts, groups }: WritingParts, space: SpaceId): WorkspaceError | null {
  const group = groups.get(space);
  if (group === null) return whyNotContact(contacts, space);
  const { state } = group.record;
  if (state === 'joining') return { code: 'group-joining', message: 'the roster has not come' };
  if (state !== 'active') return { code: 'group-ended', message: state };
  return mayDo(group.roster, self, { kind: 'post' }) ? null : { code: 'group-not-allowed', message: 'post' };
}

function whyNotContact(contacts: ContactBook, space: SpaceId): WorkspaceError | null {
  const contact = contacts.ofSpace(space);
  if (contact === null) return { code: 'contact-missing', message: 'no such conversation' };
  if (contact.record.blocked) return { code: 'contact-blocked', message: 'the contact is blocked' };
  if (contact.record.state !== 'accepted')
    return { code: 'contact-not-accepted', message: 'they have not answered yet' };
  return null;
}

/** Whether one is in a conversation, so that marks of one's own go out there. */
export function isInside({ contacts, groups }: WritingParts, space: SpaceId): boolean {
  const group = groups.get(space);
  return group === null ? whyNotContact(contacts, space) === null : group.record.state === 'active';
}
