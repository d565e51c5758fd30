import { Ban, Hourglass } from 'lucide-react';
import { type ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './ConversationNotice.module.css';

/** Stands where the composer would: why one cannot write here, and what to do. */
export function ConversationNotice({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const name = <PersonName>{conversation.name}</PersonName>;
  if (!conversation.blocked) {
    return (
      <div className={styles['notice']} role="status">
        <Hourglass aria-hidden />
        <div>
          <strong>
            <T id="chats.requested.title" values={{ name }} />
          </strong>
          <p>{t('chats.requested.text')}</p>
        </div>
      </div>
    );
  }
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
