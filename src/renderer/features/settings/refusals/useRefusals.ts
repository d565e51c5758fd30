import { useEffect, useMemo, useState } from 'react';
import type { Refusal } from '@domain/preference/refusals.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { RefusedPerson } from '@services/workspace/preferenceWorkspace.ts';
import type { Outcome, Workspace, WorkspaceErrorCode } from '@services/workspace/workspace.ts';

interface Shown {
  readonly log: readonly Refusal[];
  readonly people: readonly RefusedPerson[];
  readonly error: WorkspaceErrorCode | null;
}

/** The log of refusals as it is shown, and what can be done with it. */
export interface RefusalDesk extends Shown {
  readonly unblock: (account: Refusal['account']) => void;
  readonly letAskAgain: (account: Refusal['account']) => void;
  readonly explain: (entry: Refusal, why: Pick<Refusal, 'reason' | 'note'>) => void;
  readonly clear: () => void;
}

const NOTHING: Shown = { log: [], people: [], error: null };

/** Reads the log when the page is opened, and again after each act. */
export function useRefusals(): RefusalDesk {
  const workspace = useWorkspace();
  const [shown, setShown] = useState(NOTHING);
  useEffect(() => {
    let isOver = false;
    void read(workspace).then((found) => {
      if (!isOver) setShown(found);
    });
    return () => {
      isOver = true;
    };
  }, [workspace]);
  return useMemo(() => {
    const run = async (act: Outcome) => {
      const done = await act;
      const found = await read(workspace);
      setShown(done.ok ? found : { ...found, error: done.error.code });
    };
    return {
      ...shown,
      unblock: (account) => void run(workspace.setBlocked(account, false)),
      letAskAgain: (account) => void run(workspace.letAskAgain(account)),
      explain: ({ at, account }, why) => void run(workspace.explainRefusal({ at, account }, why)),
      clear: () => void run(workspace.clearRefusals()),
    };
  }, [workspace, shown]);
}

async function read(workspace: Workspace): Promise<Shown> {
  const [log, people] = await Promise.all([workspace.refusals(), workspace.refusedPeople()]);
  if (!log.ok) return { ...NOTHING, error: log.error.code };
  return people.ok
    ? { log: log.value, people: people.value, error: null }
    : { log: log.value, people: [], error: people.error.code };
}
