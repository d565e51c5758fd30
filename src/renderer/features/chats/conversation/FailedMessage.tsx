import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './FailedMessage.module.css';

/** Why a message was not kept, and the way to try again. */
export function FailedMessage({ message, space }: { readonly message: Message; readonly space: SpaceId }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  return (
    <div className={styles['failed']}>
      <span role="alert">
        {t(message.error === 'message-after-removal' ? 'chats.failed.unsent' : 'chats.failed.text')}{' '}
        {errorText(message.error ?? 'internal')}
      </span>
      <Button
        size="small"
        variant="quiet"
        icon={<RotateCw aria-hidden />}
        pending={act.isPending}
        onClick={() => act.run(() => workspace.retryMessage(space, message.id))}
      >
        {t('common.retry')}
      </Button>
    </div>
  );
}
