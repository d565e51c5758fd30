import { useCallback } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Pins or unpins a message for everyone, says so, and offers to take it back. */
export function usePin(space: SpaceId | null): (id: string, pinned: boolean) => void {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  return useCallback(
    (id, pinned) => {
      if (space === null) return;
      const set = async (wanted: boolean, isUndo: boolean): Promise<void> => {
        const done = await workspace.pinMessage(space, id, wanted);
        if (!done.ok) toast({ tone: 'danger', text: errorText(done.error.code) });
        else if (!isUndo) {
          toast({
            text: t(wanted ? 'groups.pin.done' : 'groups.unpin.done'),
            action: { label: t('common.undo'), onAction: () => void set(!wanted, true) },
          });
        }
      };
      void set(pinned, false);
    },
    [t, workspace, toast, errorText, space],
  );
}
