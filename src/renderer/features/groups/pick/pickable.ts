import type { AccountId } from '@shared/ids.ts';
import type { Contact } from '@services/workspace/workspace.ts';

/** Without case, accents and Arabic vowel signs, so that what looks the same is found. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLocaleLowerCase();
}

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
  const words = folded(typed).split(/\s+/).filter(Boolean);
  return people.filter(({ name, ownName = '', tags = [] }) => {
    const text = folded([name, ownName, ...tags].join(' '));
    return words.every((word) => text.includes(word));
  });
}
