import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { EarlierTalk } from '../importing/EarlierTalk.tsx';
import { useEarlier } from '../importing/useEarlier.ts';
import styles from './MessageLog.module.css';
import type { MessageLogProps } from './messageLogProps.ts';
import { OpenLog } from './OpenLog.tsx';
import { useOpenWindow } from './useMessageWindow.ts';

/** The messages of a conversation. */
export function MessageLog(props: MessageLogProps): ReactNode {
  const { conversation } = props;
  const t = useT();
  const open = useOpenWindow(props.opened);
  if (open.state.status === 'loading') return <div className={styles['log']} aria-busy="true" />;
  if (open.state.status === 'failed') {
    return (
      <div className={styles['log']}>
        <EmptyState illustration="nothing" title={t('chats.log.failed')}>
          {t('chats.log.failedText')}
        </EmptyState>
      </div>
    );
  }
  if (open.state.messages.length === 0 && !open.state.hasOlder) {
    return (
      <div className={styles['log']}>
        <Empty conversation={conversation} />
      </div>
    );
  }
  return <OpenLog {...props} open={open} />;
}

/** Nothing was said yet; something may have been before, elsewhere. */
function Empty({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const earlier = useEarlier(conversation);
  return (
    <>
      <NoMessages conversation={conversation} />
      {earlier.length > 0 && (
        <div>
          {earlier.map((talk) => (
            <EarlierTalk key={talk.space} talk={talk} />
          ))}
        </div>
      )}
    </>
  );
}

function NoMessages({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const canWrite = conversation.contactState === 'accepted' && !conversation.blocked;
  if (conversation.kind === 'group')
    return <EmptyState illustration="people" title={t('groups.log.empty', { name: isolate(conversation.name) })} />;
  if (!canWrite) return <EmptyState illustration="chat" title={t('chats.list.noMessages')} />;
  return (
    <EmptyState illustration="chat" title={t('chats.log.empty', { name: isolate(conversation.name) })}>
      {t('chats.log.emptyText')}
    </EmptyState>
  );
}
