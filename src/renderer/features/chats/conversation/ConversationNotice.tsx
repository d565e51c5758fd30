import { Ban, History, Hourglass } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './ConversationNotice.module.css';

/** Stands where the composer would: why one cannot write here, and what to do. */
export function ConversationNotice({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const name = <PersonName>{conversation.name}</PersonName>;
  if (!conversation.blocked) return <Waiting conversation={conversation} />;
  return (
    <div className={styles['notice']}>
      <Ban aria-hidden />
      <div>
        <strong>
          <T id="chats.blocked.title" values={{ name }} />
        </strong>
        <p>{act.error === null ? t('chats.blocked.text') : errorText(act.error)}</p>
      </div>
      <Button pending={act.isPending} onClick={() => act.run(() => workspace.setBlocked(conversation.account, false))}>
        {t('chats.blocked.unblock')}
      </Button>
    </div>
  );
}

/** In a snapshot: nobody reads what would be written, so there is nothing to write in. */
export function PastNotice(): ReactNode {
  const t = useT();
  return (
    <div className={styles['notice']} role="status">
      <History aria-hidden />
      <div>
        <strong>{t('snapshot.looking.chat')}</strong>
        <p>{t('snapshot.looking.chatText')}</p>
      </div>
    </div>
  );
}

/** What became of the request: on its way, with them, or in need of a new invite. */
function Waiting({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const workspace = useWorkspace();
  const { account } = conversation;
  const contact = useQuery(useMemo(() => workspace.contact(account), [workspace, account]));
  const progress = contact.status === 'ready' ? (contact.value?.request ?? 'sending') : 'sending';
  const name = <PersonName>{conversation.name}</PersonName>;
  return (
    <div className={styles['notice']} role="status">
      <Hourglass aria-hidden />
      <div>
        <strong>
          <T id="chats.requested.title" values={{ name }} />
        </strong>
        <p>
          <T id={`contacts.request.state.${progress}`} values={{ name }} />
        </p>
      </div>
    </div>
  );
}
