import { ArrowLeft, CircleUser, Copy } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { useCopy } from '../useCopy.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import styles from './ConversationHeader.module.css';

export interface ConversationHeaderProps {
  readonly conversation: Conversation;
  readonly onOpenContact: (account: string) => void;
  readonly onClose: () => void;
}

/** Who one talks with, whether they are there, and what one can do. */
export function ConversationHeader({ conversation, onOpenContact, onClose }: ConversationHeaderProps): ReactNode {
  const t = useT();
  const copy = useCopy();
  const open = () => onOpenContact(conversation.account);
  return (
    <header className={styles['header']}>
      <span className={styles['back']}>
        <IconButton label={t('common.back')} icon={<ArrowLeft aria-hidden />} directional onClick={onClose} />
      </span>
      <div className={styles['person']}>
        <Avatar account={conversation.account} name={conversation.name} avatar={conversation.avatar} />
        <div className={styles['text']}>
          <h1>
            <PersonName>{conversation.name}</PersonName>
          </h1>
          <Presence conversation={conversation} />
        </div>
        <button
          type="button"
          className={styles['cover']}
          onClick={open}
          aria-label={t('chats.header.contact', { name: isolate(conversation.name) })}
        />
      </div>
      <MenuButton
        label={t('chats.header.menu')}
        items={[
          { id: 'contact', label: t('chats.header.showContact'), icon: <CircleUser aria-hidden />, onAction: open },
          {
            id: 'copy',
            label: t('chats.header.copyName'),
            icon: <Copy aria-hidden />,
            onAction: () => copy(conversation.name),
          },
        ]}
      />
    </header>
  );
}

function Presence({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const now = useNow();
  const presence = useSnapshot(workspace.presence);
  const { account } = conversation;
  const contact = useQuery(useMemo(() => workspace.contact(account), [workspace, account]));
  if (conversation.blocked) return <span className={styles['presence']}>{t('chats.header.blocked')}</span>;
  if (conversation.contactState === 'requested') {
    return <span className={styles['presence']}>{t('chats.header.requested')}</span>;
  }
  if (presence.has(account)) return <span className={styles['online']}>{t('common.online')}</span>;
  const lastSeenAt = contact.status === 'ready' ? (contact.value?.lastSeenAt ?? null) : null;
  return (
    <span className={styles['presence']}>
      {lastSeenAt === null ? t('common.offline') : t('chats.header.lastSeen', { when: formats.ago(lastSeenAt, now) })}
    </span>
  );
}
