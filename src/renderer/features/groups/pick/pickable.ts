import type { AccountId } from '@shared/ids.ts';
import { wordSearch } from '@i18n/wordSearch.ts';
import type { Contact } from '@services/workspace/workspace.ts';

/** Contacts who can be added: both said yes, not blocked, not in already. By name. */
export function pickable(contacts: readonly Contact[], without: ReadonlySet<AccountId>): readonly Contact[] {
  return contacts
    .filter(({ account, state, blocked }) => state === 'accepted' && !blocked && !without.has(account))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** Those whose name, own name or tags hold every word of what was typed. */
export function matching<
  Person extends { readonly name: string; readonly ownName?: string; readonly tags?: readonly string[] },
>(people: readonly Person[], typed: string): readonly Person[] {
  const matches = wordSearch(typed);
  return people.filter(({ name, ownName = '', tags = [] }) => matches(name, ownName, ...tags));
}
