import { CircleAlert, DoorOpen, Hourglass, Lock, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import notice from '../conversation/ConversationNotice.module.css';
import { useOpenGroup } from './groupContext.ts';

/** Stands where one would write in a group: why one cannot, and what to do. */
export function GroupFoot({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const { groupState } = conversation;
  if (groupState === 'joining') return <Joining conversation={conversation} />;
  if (groupState === 'active') {
    return (
      <div className={notice['notice']} role="status">
        <Lock aria-hidden />
        <div>{t('groups.foot.admins')}</div>
      </div>
    );
  }
  return (
    <div className={notice['notice']} role="status">
      <DoorOpen aria-hidden />
      <div>{t(`groups.foot.${groupState ?? 'left'}`)}</div>
      <DeleteHere conversation={conversation} />
    </div>
  );
}

/** How far the joining has come, and what helps. */
function Joining({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const request = useOpenGroup()?.group?.request ?? null;
  const isOver = request !== null && request !== 'sending' && request !== 'received';
  return (
    <div className={notice['notice']} role="status">
      {isOver ? <CircleAlert aria-hidden /> : <Hourglass aria-hidden />}
      <div>
        <strong>
          <T id="groups.joining.title" values={{ name: <PersonName>{conversation.name}</PersonName> }} />
        </strong>
        <p>{t(request === null ? 'groups.joining.added' : `groups.joining.${request}`)}</p>
        {!isOver && <p>{t('groups.joining.long')}</p>}
      </div>
      {isOver && <DeleteHere conversation={conversation} />}
    </div>
  );
}

function DeleteHere({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const name = isolate(conversation.name);
  const remove = async () => {
    setAsking(false);
    const deleted = await workspace.deleteGroup(conversation.space);
    if (deleted.ok) toast({ text: t('groups.delete.done', { name }) });
    else toast({ tone: 'danger', text: errorText(deleted.error.code) });
  };
  return (
    <>
      <Button icon={<Trash2 aria-hidden />} onClick={() => setAsking(true)}>
        {t('groups.foot.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('groups.delete.title', { name })}
        confirmLabel={t('common.delete')}
        cancelLabel={t('common.cancel')}
        tone="danger"
        onCancel={() => setAsking(false)}
        onConfirm={() => void remove()}
      >
        {t('groups.delete.body')}
      </ConfirmDialog>
    </>
  );
}
