import { BadgeCheck, Ban, Hourglass } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { presenceText } from '../presenceText.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import styles from './ContactsList.module.css';

export interface ContactRowProps {
  readonly contact: Contact;
  readonly isOnline: boolean;
  readonly isSelected: boolean;
}

/** One contact in the list. */
export const ContactRow = memo(function ContactRow({ contact, isOnline, isSelected }: ContactRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  return (
    <ListRow
      href={`#/contacts/${contact.account}`}
      selected={isSelected}
      className={contact.blocked ? (styles['muted'] ?? '') : ''}
      leading={
        <Avatar
          account={contact.account}
          name={contact.name}
          avatar={contact.avatar}
          online={isOnline && !contact.blocked ? t('common.online') : null}
        />
      }
      title={
        <span className={styles['name']}>
          <PersonName>{contact.name}</PersonName>
          {contact.verifiedAt !== null && (
            <span className={styles['verified']}>
              <BadgeCheck aria-hidden />
              <VisuallyHidden>{t('contacts.verified')}</VisuallyHidden>
            </span>
          )}
        </span>
      }
      subtitle={
        <span className={styles['state']}>
          {contact.blocked && <Ban aria-hidden />}
          {!contact.blocked && contact.state === 'requested' && <Hourglass aria-hidden />}
          {presenceText(contact, isOnline, { t, formats, now })}
        </span>
      }
    />
  );
});
