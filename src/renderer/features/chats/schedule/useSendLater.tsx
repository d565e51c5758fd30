import { CalendarClock } from 'lucide-react';
import { type MouseEvent, type ReactNode, Suspense, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { SendExtras } from '@services/workspace/messageWorkspace.ts';
import type { Conversation, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { useMenu } from '@ui/overlays/useMenu.tsx';

const NewLaterDialog = lazy(() => import('./LaterDialog.tsx').then((module) => ({ default: module.NewLaterDialog })));

export interface SendLaterOptions {
  readonly space: Conversation['space'];
  /** What would be sent now; null where there is nothing, or it is an edit. */
  readonly words: () => { readonly text: string; readonly extras: SendExtras } | null;
  /** It waits for its time: the field is empty again. */
  readonly onScheduled: () => void;
}

/** Sending at another time: a menu on the button that sends. */
export interface SendLater {
  readonly overlays: ReactNode;
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** See {@link SendLater}. */
export function useSendLater({ space, words, onScheduled }: SendLaterOptions): SendLater {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const toast = useToast();
  const { menu, open } = useMenu();
  const act = useAct<WorkspaceErrorCode>();
  const [isAsking, setAsking] = useState(false);
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    if (words() === null) return;
    const item = {
      id: 'later',
      label: t('messages.later.menu'),
      icon: <CalendarClock aria-hidden />,
      onAction: () => setAsking(true),
    };
    open({ anchor: event.currentTarget, label: t('messages.later'), items: [item] });
  };
  const choose = (dueAt: number) => {
    const said = words();
    if (said === null) return;
    act.run(
      () => workspace.scheduleMessage(space, { ...said, dueAt }),
      () => {
        setAsking(false);
        onScheduled();
        toast({ text: t('messages.later.done', { when: formats.moment(dueAt) }) });
      },
    );
  };
  const close = () => {
    act.clear();
    setAsking(false);
  };
  return {
    onContextMenu,
    overlays: (
      <>
        {menu}
        {isAsking && (
          <Suspense fallback={null}>
            <NewLaterDialog
              {...{ space }}
              isPending={act.isPending}
              error={act.error}
              onChoose={choose}
              onClose={close}
            />
          </Suspense>
        )}
      </>
    ),
  };
}
