import { useCallback, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { LeavingDesk, UNDO_TIME } from '@services/undo/leavingDesk.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useOnLeave } from '@ui/hooks/useOnLeave.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';

/** Files of chats on their way off this device. */
export interface Clearing {
  readonly leaving: ReadonlySet<SpaceId>;
  /** Takes the files of a chat off this device, unless that is taken back in time. `bytes`: how much it frees, in words. */
  readonly clear: (space: SpaceId, bytes: string) => void;
}

/** Clears chats of their files, each with some seconds in which it can be taken back; no byte goes before (FIL-9). */
export function useClearing(): Clearing {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const desk = useMemo(
    () =>
      new LeavingDesk<SpaceId>(async (space) => {
        const cleared = await workspace.clearFiles(space);
        if (!cleared.ok) toast({ tone: 'danger', text: errorText(cleared.error.code) });
        // What stays is shown again.
        return false;
      }),
    [workspace, toast, errorText],
  );
  useOnLeave(desk.finishAll);
  const clear = useCallback(
    (space: SpaceId, bytes: string) => {
      desk.leave(space);
      toast({
        text: t('storage.chat.clearing', { bytes }),
        duration: UNDO_TIME,
        action: { label: t('common.undo'), onAction: () => desk.takeBack(space) },
      });
    },
    [desk, toast, t],
  );
  return { leaving: useSnapshot(desk.leaving), clear };
}
