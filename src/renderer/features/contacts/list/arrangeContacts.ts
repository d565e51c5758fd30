import { foldText } from '@i18n/wordSearch.ts';
import type { Contact } from '@services/workspace/workspace.ts';

/** What the list is narrowed to. */
export interface ContactFilter {
  readonly text: string;
  readonly tag: string | null;
}

/** Contacts under one initial letter; `#` for names that begin with none. */
export interface ContactGroup {
  readonly initial: string;
  readonly contacts: readonly Contact[];
}

/** Contacts that match, by name in the order of the language, grouped by initial letter. */
export function arrangeContacts(
  contacts: readonly Contact[],
  filter: ContactFilter,
  locale: string,
): readonly ContactGroup[] {
  const collator = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  const wanted = foldText(filter.text.trim());
  const shown = contacts
    .filter((contact) => filter.tag === null || contact.tags.includes(filter.tag))
    .filter((contact) => wanted === '' || searchable(contact).some((text) => foldText(text).includes(wanted)))
    .map((contact) => ({ contact, initial: initialOf(contact.name, locale) }))
    .toSorted(
      (one, other) => place(one.initial, other.initial) || collator.compare(one.contact.name, other.contact.name),
    );
  const groups = new Map<string, Contact[]>();
  for (const { contact, initial } of shown) {
    const members = groups.get(initial);
    if (members === undefined) groups.set(initial, [contact]);
    else members.push(contact);
  }
  return [...groups].map(([initial, members]) => ({ initial, contacts: members }));
}

/** Every tag in use, in the order of the language. */
export function tagsOf(contacts: readonly Contact[], locale: string): readonly string[] {
  return [...new Set(contacts.flatMap((contact) => contact.tags))].toSorted(new Intl.Collator(locale).compare);
}

/** Names without a letter at their beginning come last. */
function place(one: string, other: string): number {
  return Number(one === '#') - Number(other === '#');
}

function searchable(contact: Contact): readonly string[] {
  return [contact.name, contact.ownName, ...contact.tags];
}

function initialOf(name: string, locale: string): string {
  const first = [...new Intl.Segmenter(locale, { granularity: 'grapheme' }).segment(name.trim())][0]?.segment ?? '';
  const base = first.normalize('NFKD').replace(/\p{Mn}/gu, '');
  return /^\p{L}/u.test(base) ? base.toLocaleUpperCase(locale) : '#';
}
