import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { GroupBook } from './groupBook.ts';

/** How a person is called here: own remark, their own name as a contact, else the name of their card in the group. */
export function nameIn(
  parts: { readonly contacts: ContactBook; readonly groups: GroupBook },
  space: SpaceId,
  account: AccountId,
): string | null {
  const contact = parts.contacts.get(account)?.record;
  if (contact !== undefined) return contact.remark ?? contact.profile.name;
  const group = parts.groups.get(space);
  if (group === null) return null;
  const { members, former } = group.roster;
  return (members.get(account) ?? former.get(account))?.profile.name ?? null;
}
