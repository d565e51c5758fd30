import { type ReactNode, Suspense } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { Poll } from '@domain/chat/bodies.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { useTakeReply } from '../reply/useWritingBar.tsx';

const NewPollDialog = lazy(() => import('./NewPollDialog.tsx').then((module) => ({ default: module.NewPollDialog })));

export interface NewPollProps {
  readonly space: SpaceId;
  readonly onSent: () => void;
  readonly onClose: () => void;
}

/** Asks a chat. */
export function NewPoll({ space, onSent, onClose }: NewPollProps): ReactNode {
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const takeReply = useTakeReply();
  const act = useAct<WorkspaceErrorCode>();
  const send = (poll: Poll) => {
    const work = async () => {
      const sent = await workspace.sendPoll(space, poll, takeReply());
      if (!sent.ok) toast({ tone: 'danger', text: errorText(sent.error.code) });
      return sent;
    };
    act.run(work, () => {
      onClose();
      onSent();
    });
  };
  return (
    <Suspense fallback={null}>
      <NewPollDialog isPending={act.isPending} onSend={send} onClose={onClose} />
    </Suspense>
  );
}
