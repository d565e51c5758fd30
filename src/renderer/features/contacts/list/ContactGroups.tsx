import { type ReactNode, useMemo } from 'react';
import { useIntl } from 'react-intl';
import { isolate, useT } from '@i18n/useT.tsx';
import type { QueryState } from '@ports/query.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { type ContactFilter, arrangeContacts } from './arrangeContacts.ts';
import { ContactRow } from './ContactRow.tsx';
import styles from './ContactsList.module.css';

export interface ContactGroupsProps {
  readonly contacts: QueryState<readonly Contact[]>;
  readonly filter: ContactFilter;
  readonly selected: string | null;
  readonly onAddContact: () => void;
}

/** The contacts that match under their initial letters, or what stands in their place. */
export function ContactGroups(props: ContactGroupsProps): ReactNode {
  const { contacts, filter, selected } = props;
  const { locale } = useIntl();
  const presence = useSnapshot(useWorkspace().presence);
  const everyone = contacts.status === 'ready' ? contacts.value : null;
  const groups = useMemo(() => arrangeContacts(everyone ?? [], filter, locale), [everyone, filter, locale]);
  if (everyone === null) return <Waiting hasFailed={contacts.status === 'failed'} />;
  if (everyone.length === 0) return <Nobody onAddContact={props.onAddContact} />;
  if (groups.length === 0) return <NothingFound text={filter.text} />;
  return groups.map((group) => (
    <section key={group.initial} className={styles['group']} aria-label={group.initial}>
      <h2 aria-hidden>{group.initial}</h2>
      <ul>
        {group.contacts.map((contact) => (
          <li key={contact.account}>
            <ContactRow
              contact={contact}
              isOnline={presence.has(contact.account)}
              isSelected={contact.account === selected}
            />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Waiting({ hasFailed }: { readonly hasFailed: boolean }): ReactNode {
  const t = useT();
  if (hasFailed) return <EmptyState illustration="nothing" title={t('contacts.failed')} />;
  return (
    <div className={styles['waiting']} aria-busy aria-label={t('common.loading')}>
      {[1, 2, 3, 4].map((row) => (
        <div key={row}>
          <Skeleton shape="circle" />
          <Skeleton />
        </div>
      ))}
    </div>
  );
}

function Nobody({ onAddContact }: { readonly onAddContact: () => void }): ReactNode {
  const t = useT();
  return (
    <EmptyState
      illustration="people"
      title={t('contacts.empty.title')}
      actions={
        <Button variant="primary" onClick={onAddContact}>
          {t('contacts.add')}
        </Button>
      }
    >
      {t('contacts.empty.text')}
    </EmptyState>
  );
}

function NothingFound({ text }: { readonly text: string }): ReactNode {
  const t = useT();
  return (
    <EmptyState illustration="nothing" title={t('contacts.nothing.title')}>
      {text.trim() === '' ? t('contacts.nothing.tag') : t('contacts.nothing.text', { text: isolate(text.trim()) })}
    </EmptyState>
  );
}
