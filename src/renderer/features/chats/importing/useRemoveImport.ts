import { useCallback } from 'react';
import { navigate } from 'wouter/use-hash-location';
import type { SpaceId } from '@shared/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { LeavingDesk, UNDO_TIME } from '@services/undo/leavingDesk.ts';
import { leavingImports } from '@services/undo/leavingImports.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Workspace } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useReport } from '../useReport.ts';

/** An imported chat, by whatever shows it. */
interface Removed {
  readonly space: SpaceId;
  readonly name: string;
}

const desks = new WeakMap<Workspace, LeavingDesk<SpaceId>>();

/** The one desk of this window: a menu that deletes is gone before the deletion is begun. */
function deskOf(workspace: Workspace, remove: (space: SpaceId) => Promise<boolean>): LeavingDesk<SpaceId> {
  const known = desks.get(workspace);
  if (known !== undefined) return known;
  const desk = new LeavingDesk<SpaceId>(remove);
  desk.leaving.subscribe(() => leavingImports(workspace).set(desk.leaving.get()));
  window.addEventListener('pagehide', desk.finishAll);
  desks.set(workspace, desk);
  return desk;
}

/** Deletes imported chats, each unless it is taken back in time (IMP-12); `leaving` are those about to go. */
export function useRemoveImport(): {
  readonly remove: (chat: Removed) => void;
  readonly leaving: ReadonlySet<SpaceId>;
} {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const report = useReport();
  const remove = useCallback(
    ({ space, name }: Removed) => {
      const desk = deskOf(workspace, (id) => report(workspace.removeImport(id)));
      desk.leave(space);
      // What is about to go is not looked at meanwhile.
      if (window.location.hash.startsWith(`#/chats/${space}`)) navigate('/chats');
      toast({
        text: t('importing.removed', { name: isolate(name) }),
        duration: UNDO_TIME,
        action: { label: t('common.undo'), onAction: () => desk.takeBack(space) },
      });
    },
    [workspace, report, toast, t],
  );
  return { remove, leaving: useSnapshot(leavingImports(workspace)) };
}
