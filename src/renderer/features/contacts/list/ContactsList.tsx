import { UserRoundPlus } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { moveFocus } from '@ui/controls/moveFocus.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { type ContactFilter, tagsOf } from './arrangeContacts.ts';
import { ContactGroups } from './ContactGroups.tsx';
import styles from './ContactsList.module.css';
import { RequestRows } from './RequestRows.tsx';
import { TagFilter } from './TagFilter.tsx';

const ROWS = 'a[href]';

export interface ContactsListProps {
  /** The account of the open page, the tail of the address `#/contacts/<account>`. */
  readonly selected: string | null;
  readonly onAddContact: () => void;
}

/** Everyone: who asks to be let in on top, then contacts by name. */
export function ContactsList({ selected, onAddContact }: ContactsListProps): ReactNode {
  const t = useT();
  const { locale } = useIntl();
  const workspace = useWorkspace();
  const contacts = useQuery(useMemo(() => workspace.contacts(), [workspace]));
  const [filter, setFilter] = useState<ContactFilter>({ text: '', tag: null });
  const rows = useRef<HTMLDivElement>(null);
  const tags = useMemo(() => (contacts.status === 'ready' ? tagsOf(contacts.value, locale) : []), [contacts, locale]);
  // A tag that went away with its last bearer must not hide everyone.
  const tag = filter.tag !== null && tags.includes(filter.tag) ? filter.tag : null;
  return (
    <section className={styles['list']} aria-labelledby="contacts-title">
      <header className={styles['header']}>
        <h1 id="contacts-title">{t('contacts.title')}</h1>
        <IconButton label={t('contacts.add')} icon={<UserRoundPlus aria-hidden />} onClick={onAddContact} />
      </header>
      <div className={styles['filters']}>
        <SearchField
          label={t('contacts.search')}
          clearLabel={t('common.clear')}
          value={filter.text}
          onChange={(text) => setFilter({ ...filter, text })}
          onArrowDown={() => rows.current?.querySelector<HTMLElement>(ROWS)?.focus()}
        />
        {tags.length > 0 && (
          <TagFilter tags={tags} selected={tag} onChange={(next) => setFilter({ ...filter, tag: next })} />
        )}
      </div>
      {/* The rows are links of their own; the arrow keys are only a shorter way between them. */}
      <div className={styles['rows']} ref={rows} role="presentation" onKeyDown={(event) => moveFocus(event, ROWS)}>
        {filter.text === '' && tag === null && <RequestRows selected={selected} />}
        <ContactGroups
          contacts={contacts}
          filter={{ ...filter, tag }}
          selected={selected}
          onAddContact={onAddContact}
        />
      </div>
    </section>
  );
}
