import { useEffect, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { LOOKING_NAME } from '@services/snapshots/looking.ts';
import type { SnapshotListing } from '@services/workspace/snapshotWorkspace.ts';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspaceErrors.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** What goes on. */
export type SnapshotDoing = 'make' | 'look' | 'back';

/** Snapshots as the page works with them. */
export interface SnapshotControl {
  readonly listed: readonly SnapshotListing[] | null;
  readonly error: WorkspaceErrorCode | null;
  readonly doing: SnapshotDoing | null;
  readonly make: () => Promise<void>;
  readonly look: (id: string) => Promise<void>;
  readonly goBack: (id: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

/** The list, and what is done with it: one thing at a time, each told at its end. */
export function useSnapshots(): SnapshotControl {
  const t = useT();
  const errorText = useErrorText();
  const toast = useToast();
  const workspace = useWorkspace();
  const [doing, setDoing] = useState<SnapshotDoing | null>(null);
  const [turn, setTurn] = useState(0);
  const list = useListed(turn);
  const run = async <T>(what: SnapshotDoing | null, act: () => Outcome<T>, done: (value: T) => void): Promise<void> => {
    setDoing(what);
    const ended = await act();
    setDoing(null);
    setTurn((before) => before + 1);
    if (ended.ok) done(ended.value);
    else toast({ tone: 'danger', text: errorText(ended.error.code) });
  };
  return {
    ...{ ...list, doing },
    make: () =>
      run(
        'make',
        () => workspace.takeSnapshot(),
        () => toast({ text: t('snapshot.made') }),
      ),
    look: (id) =>
      run(
        'look',
        () => workspace.checkSnapshot(id),
        () => enter(id),
      ),
    goBack: (id) =>
      run(
        'back',
        () => workspace.goBack(id),
        (back) => toast({ text: t('snapshot.back.done', { ...back }) }),
      ),
    remove: (id) =>
      run(
        null,
        () => workspace.removeSnapshot(id),
        () => undefined,
      ),
  };
}

function useListed(turn: number): Pick<SnapshotControl, 'listed' | 'error'> {
  const workspace = useWorkspace();
  const [found, setFound] = useState<Awaited<ReturnType<typeof workspace.snapshots>> | null>(null);
  useEffect(() => {
    let isShown = true;
    void workspace.snapshots().then((answer) => {
      if (isShown) setFound(answer);
    });
    return () => {
      isShown = false;
    };
  }, [workspace, turn]);
  if (found === null) return { listed: null, error: null };
  return found.ok ? { listed: found.value, error: null } : { listed: null, error: found.error.code };
}

/** This window shows the snapshot from now on, from the list of chats on. */
function enter(id: string): void {
  sessionStorage.setItem(LOOKING_NAME, id);
  location.hash = '#/chats';
  location.reload();
}
