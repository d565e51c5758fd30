import { CircleAlert, Copy, DoorOpen, Hourglass, Lock, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import notice from '../conversation/ConversationNotice.module.css';
import { useCopy } from '../useCopy.ts';
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
      <div>
        {t(`groups.foot.${groupState ?? 'left'}`)}
        <Unsent draft={conversation.draft} />
      </div>
      <DeleteHere conversation={conversation} />
    </div>
  );
}

/** What was begun and cannot be sent any more: to be read, and copied. */
function Unsent({ draft }: { readonly draft: string }): ReactNode {
  const t = useT();
  const copy = useCopy();
  if (draft.trim() === '') return null;
  return (
    <figure className={notice['unsent']}>
      <figcaption>{t('groups.foot.unsent')}</figcaption>
      <blockquote dir="auto">{draft}</blockquote>
      <IconButton size="small" label={t('common.copy')} icon={<Copy aria-hidden />} onClick={() => copy(draft)} />
    </figure>
  );
}

const UNDER_WAY: ReadonlySet<string> = new Set(['sending', 'received']);

/** How far the joining has come, and what helps. */
function Joining({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const request = useOpenGroup()?.group?.request ?? null;
  const isOver = request !== null && !UNDER_WAY.has(request);
  return (
    <div className={notice['notice']} role="status">
      {isOver ? <CircleAlert aria-hidden /> : <Hourglass aria-hidden />}
      <div>
        <strong>
          <T
            id={isOver ? 'groups.joining.over' : 'groups.joining.title'}
            values={{ name: <PersonName>{conversation.name}</PersonName> }}
          />
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
  const name = isolate(conversation.name);
  const remove = async () => {
    const deleted = await workspace.deleteGroup(conversation.space);
    if (deleted.ok) toast({ text: t('groups.delete.done', { name }) });
    else toast({ tone: 'danger', text: errorText(deleted.error.code) });
  };
  return (
    <ConfirmButton
      label={t('groups.foot.delete')}
      icon={<Trash2 aria-hidden />}
      title={t('groups.delete.title', { name })}
      confirmLabel={t('common.delete')}
      cancelLabel={t('common.cancel')}
      onConfirm={() => void remove()}
    >
      {t('groups.delete.body')}
    </ConfirmButton>
  );
}
