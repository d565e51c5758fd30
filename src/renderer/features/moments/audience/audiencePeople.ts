import type { AccountId } from '@shared/ids.ts';
import type { Audience } from '@domain/moments/audience.ts';
import type { MomentChoices } from '@services/workspace/momentsWorkspace.ts';
import type { Contact } from '@services/workspace/workspace.ts';

/** Contacts that a post of an audience is for now, by the rule of VIS-2; nobody of a post for oneself. */
export function audiencePeople(
  audience: Audience,
  contacts: readonly Contact[],
  { closedTo }: Pick<MomentChoices, 'closedTo'>,
): readonly Contact[] {
  const isMeant = meantBy(audience);
  return contacts.filter(
    (contact) => contact.state === 'accepted' && !contact.blocked && !closedTo.has(contact.account) && isMeant(contact),
  );
}

function meantBy(audience: Audience): (contact: Contact) => boolean {
  switch (audience.kind) {
    case 'contacts':
      return () => true;
    case 'tags':
      return ({ tags }) => tags.some((tag) => audience.tags.includes(tag));
    case 'only':
      return ({ account }) => audience.accounts.includes(account);
    case 'except':
      return ({ account }) => !audience.accounts.includes(account);
    case 'me':
      return () => false;
  }
}

/** Every tag of one's contacts, in the order of the language. */
export function tagsOfContacts(contacts: readonly Contact[], locale: string): readonly string[] {
  const byName = new Intl.Collator(locale);
  return [...new Set(contacts.flatMap(({ tags }) => tags))].toSorted((left, right) => byName.compare(left, right));
}

/** An audience as it is chosen: one whose people or tags are still missing is none yet. */
export interface AudienceDraft {
  readonly kind: Audience['kind'];
  readonly tags: ReadonlySet<string>;
  readonly accounts: ReadonlySet<AccountId>;
}

/** The start of a choice: everybody. */
export const everyone: AudienceDraft = { kind: 'contacts', tags: new Set(), accounts: new Set() };

/** The audience that was chosen; null while nobody is named where somebody has to be. */
export function chosenAudience({ kind, tags, accounts }: AudienceDraft): Audience | null {
  switch (kind) {
    case 'contacts':
    case 'me':
      return { kind };
    case 'tags':
      return tags.size === 0 ? null : { kind, tags: [...tags].toSorted() };
    case 'only':
    case 'except':
      return accounts.size === 0 ? null : { kind, accounts: [...accounts].toSorted() };
  }
}
