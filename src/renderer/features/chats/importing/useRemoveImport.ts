import { useCallback, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { LeavingDesk, UNDO_TIME } from '@services/undo/leavingDesk.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useOnLeave } from '@ui/hooks/useOnLeave.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useReport } from '../useReport.ts';

/** Deletes imported chats, each unless it is taken back in time; `leaving` are those about to go. */
export function useRemoveImport(): {
  readonly remove: (chat: ImportedChat) => void;
  readonly leaving: ReadonlySet<SpaceId>;
} {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const report = useReport();
  const desk = useMemo(
    () => new LeavingDesk<SpaceId>((space) => report(workspace.removeImport(space))),
    [workspace, report],
  );
  useOnLeave(desk.finishAll);
  const remove = useCallback(
    ({ id, name }: ImportedChat) => {
      desk.leave(id);
      toast({
        text: t('importing.removed', { name: isolate(name) }),
        duration: UNDO_TIME,
        action: { label: t('common.undo'), onAction: () => desk.takeBack(id) },
      });
    },
    [desk, toast, t],
  );
  return { remove, leaving: useSnapshot(desk.leaving) };
}
