import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import styles from './ContactsList.module.css';

/** Who asks to be a contact. Nothing when nobody does. */
export function RequestRows({ selected }: { readonly selected: string | null }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const workspace = useWorkspace();
  const requests = useQueryValue(
    useMemo(() => workspace.requests(), [workspace]),
    [],
  );
  if (requests.length === 0) return null;
  return (
    <section className={styles['requests']} aria-labelledby="requests-title">
      <h2 id="requests-title">{t('contacts.requests')}</h2>
      <ul>
        {requests.map((request) => (
          <li key={request.account}>
            <ListRow
              href={`#/contacts/${request.account}`}
              selected={request.account === selected}
              leading={<Avatar account={request.account} name={request.name} avatar={request.avatar} />}
              title={<PersonName>{request.name}</PersonName>}
              subtitle={t('contacts.request.received', { when: formats.ago(request.receivedAt, now) })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
