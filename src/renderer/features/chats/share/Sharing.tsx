import { type ReactNode, Suspense } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { Place } from '@domain/chat/bodies.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { useTakeReply } from '../reply/useWritingBar.tsx';

const SharePlace = lazy(() => import('./SharePlace.tsx').then((module) => ({ default: module.SharePlace })));
const ShareContact = lazy(() => import('./ShareContact.tsx').then((module) => ({ default: module.ShareContact })));

export interface SharingProps {
  /** What is being chosen; null for nothing. */
  readonly what: 'place' | 'contact' | null;
  readonly conversation: Conversation;
  readonly onSent: () => void;
  readonly onClose: () => void;
}

/** A place or somebody's card on its way into a chat. */
export function Sharing({ what, conversation, onSent, onClose }: SharingProps): ReactNode {
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const takeReply = useTakeReply();
  const act = useAct<WorkspaceErrorCode>();
  const { space, kind, account } = conversation;
  const send = (work: () => Outcome<unknown>) => {
    const told = async () => {
      const sent = await work();
      if (!sent.ok) toast({ tone: 'danger', text: errorText(sent.error.code) });
      return sent;
    };
    act.run(told, () => {
      onClose();
      onSent();
    });
  };
  if (what === null) return null;
  return (
    <Suspense fallback={null}>
      {what === 'place' ? (
        <SharePlace
          isPending={act.isPending}
          onSend={(place: Place) => send(() => workspace.sendPlace(space, place, takeReply()))}
          onClose={onClose}
        />
      ) : (
        <ShareContact
          left={kind === 'direct' ? account : null}
          onChoose={(chosen: AccountId) => send(() => workspace.sendContactCard(space, chosen, takeReply()))}
          onClose={onClose}
        />
      )}
    </Suspense>
  );
}
