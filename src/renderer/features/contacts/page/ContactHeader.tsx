import { BadgeCheck, MessageCircle, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { presenceText } from '../presenceText.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import styles from './ContactPage.module.css';

export interface ContactHeaderProps {
  readonly contact: Contact;
  readonly onOpenChat: (space: string) => void;
  readonly onNewGroup: (first: AccountId) => void;
}

/** Picture, names, presence, and the way to the chat. */
export function ContactHeader({ contact, onOpenChat, onNewGroup }: ContactHeaderProps): ReactNode {
  const t = useT();
  return (
    <header className={styles['header']}>
      <Avatar account={contact.account} name={contact.name} avatar={contact.avatar} size="huge" />
      <div className={styles['names']}>
        <h1>
          <PersonName>{contact.name}</PersonName>
          {contact.verifiedAt !== null && (
            <span className={styles['verified']} data-tooltip={t('contacts.verified')}>
              <BadgeCheck aria-hidden />
              <VisuallyHidden>{t('contacts.verified')}</VisuallyHidden>
            </span>
          )}
        </h1>
        {contact.remark !== null && (
          <p>
            <T id="contacts.page.own" values={{ name: <PersonName>{contact.ownName}</PersonName> }} />
          </p>
        )}
        <Presence contact={contact} />
      </div>
      {!contact.blocked && (
        <div className={styles['ways']}>
          <Button
            variant="primary"
            size="large"
            icon={<MessageCircle aria-hidden />}
            onClick={() => onOpenChat(contact.space)}
          >
            {t('contacts.page.message')}
          </Button>
          {contact.state === 'accepted' && (
            <Button size="large" icon={<UsersRound aria-hidden />} onClick={() => onNewGroup(contact.account)}>
              {t('groups.new.with')}
            </Button>
          )}
        </div>
      )}
    </header>
  );
}

function Presence({ contact }: { readonly contact: Contact }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const isOnline = useSnapshot(useWorkspace().presence).has(contact.account) && !contact.blocked;
  return (
    <p className={styles['presence']} data-online={isOnline || undefined}>
      {presenceText(contact, isOnline, { t, formats, now })}
    </p>
  );
}
