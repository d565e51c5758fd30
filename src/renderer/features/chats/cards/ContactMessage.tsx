import { MessageCircle, UserPlus } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { SharedContact } from '@domain/chat/bodies.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { useTalkActs } from '../talk/talkActs.ts';
import styles from './Cards.module.css';
import { inviteHref } from './inviteHref.ts';

export interface ContactMessageProps {
  readonly contact: SharedContact;
  readonly isReachable: boolean;
}

/** Somebody's card. Who is a contact already can be written to; who gave an invite can be asked. */
export function ContactMessage({ contact, isReachable }: ContactMessageProps): ReactNode {
  const t = useT();
  const { account, invite } = contact;
  const name = tameMarks(contact.name);
  const workspace = useWorkspace();
  const { self } = useTalkActs();
  const found = useSteadyQuery(useMemo(() => workspace.contact(account), [workspace, account]));
  const known = found.status === 'ready' ? found.value : null;
  const tabIndex = isReachable ? 0 : -1;
  const isStranger = found.status === 'ready' && known === null && account !== self;
  return (
    <span className={styles['card']}>
      <Avatar account={account} name={name} avatar={known?.avatar ?? { kind: 'generated' }} />
      <span className={styles['about']}>
        <strong>
          <PersonName isLine>{name}</PersonName>
        </strong>
        <span>{t(account === self ? 'messages.contact.self' : 'messages.contact')}</span>
      </span>
      {known !== null && (
        <a className={styles['act']} href={`#/chats/${known.space}`} tabIndex={tabIndex}>
          <MessageCircle aria-hidden />
          {t('messages.contact.write')}
        </a>
      )}
      {isStranger && <Ask invite={invite} tabIndex={tabIndex} />}
    </span>
  );
}

function Ask({ invite, tabIndex }: { readonly invite: string | null; readonly tabIndex: number }): ReactNode {
  const t = useT();
  const href = invite === null ? null : inviteHref(invite);
  if (href === null) return <span className={styles['note']}>{t('messages.contact.noInvite')}</span>;
  return (
    <a className={styles['act']} href={href} tabIndex={tabIndex}>
      <UserPlus aria-hidden />
      {t('messages.contact.add')}
    </a>
  );
}
