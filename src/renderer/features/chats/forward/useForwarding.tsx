import { type ReactNode, useCallback, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useTalk } from '../talk/talkContext.ts';
import { canForward, keptId } from '../talk/messageFacts.ts';
import { ForwardDialog } from './ForwardDialog.tsx';

export interface Forwarding {
  readonly dialog: ReactNode;
  readonly forward: (messages: readonly Message[]) => void;
}

/** Asks where messages of a talk go on to, and says how it went. */
export function useForwarding(space: SpaceId): Forwarding {
  const t = useT();
  const talk = useTalk();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const [asked, setAsked] = useState<readonly Message[] | null>(null);
  const forward = useCallback((messages: readonly Message[]) => setAsked(messages.filter(canForward)), []);
  if (asked === null) return { forward, dialog: null };
  const ids = asked.flatMap((message) => keptId(message) ?? []);
  const send = (spaces: readonly SpaceId[]) => {
    const work = async () => {
      const done = await workspace.forwardMessages(space, ids, spaces);
      if (!done.ok) toast({ tone: 'danger', text: errorText(done.error.code) });
      return done;
    };
    act.run(work, ({ left }) => {
      setAsked(null);
      talk.endSelection();
      toast({ text: left > 0 ? t('messages.forward.some', { count: left }) : t('messages.forward.done') });
    });
  };
  return {
    forward,
    dialog: (
      <ForwardDialog
        title={t('messages.forward.title', { count: asked.length })}
        isPending={act.isPending}
        onForward={send}
        onClose={() => setAsked(null)}
      />
    ),
  };
}
