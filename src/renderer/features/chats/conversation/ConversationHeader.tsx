import { CircleUser } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import styles from './ConversationHeader.module.css';
import { TalkHeader } from './TalkHeader.tsx';

export interface ConversationHeaderProps {
  readonly conversation: Conversation;
  readonly onOpenContact: (account: string) => void;
  readonly onClose: () => void;
}

/** Who one talks with, whether they are there, and what one can do. */
export function ConversationHeader({ conversation, onOpenContact, onClose }: ConversationHeaderProps): ReactNode {
  const t = useT();
  return (
    <TalkHeader
      conversation={conversation}
      openLabel={t('chats.header.contact', { name: isolate(conversation.name) })}
      menuLabel={t('chats.header.menu')}
      show={{ id: 'contact', label: t('chats.header.showContact'), icon: <CircleUser aria-hidden /> }}
      onOpen={() => onOpenContact(conversation.account)}
      onClose={onClose}
    >
      <Presence conversation={conversation} />
    </TalkHeader>
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
