import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Refusal } from '@domain/preference/refusals.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { RefusedPerson } from '@services/workspace/preferenceWorkspace.ts';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';

/** The log of refusals as it is shown, and what can be done with it. */
export interface RefusalDesk {
  readonly log: readonly Refusal[];
  readonly people: readonly RefusedPerson[];
  readonly error: WorkspaceErrorCode | null;
  readonly unblock: (account: Refusal['account']) => void;
  readonly letAskAgain: (account: Refusal['account']) => void;
  readonly explain: (entry: Refusal, why: Pick<Refusal, 'reason' | 'note'>) => void;
  readonly clear: () => void;
}

/** Reads the log when the page is opened, and again after each act. */
export function useRefusals(): RefusalDesk {
  const workspace = useWorkspace();
  const [log, setLog] = useState<readonly Refusal[]>([]);
  const [people, setPeople] = useState<readonly RefusedPerson[]>([]);
  const [error, setError] = useState<WorkspaceErrorCode | null>(null);
  const read = useCallback(async () => {
    const [entries, refused] = await Promise.all([workspace.refusals(), workspace.refusedPeople()]);
    if (entries.ok) setLog(entries.value);
    else setError(entries.error.code);
    if (refused.ok) setPeople(refused.value);
    else setError(refused.error.code);
  }, [workspace]);
  useEffect(() => void read(), [read]);
  return useMemo(() => {
    const run = async (act: Outcome) => {
      const done = await act;
      setError(done.ok ? null : done.error.code);
      await read();
    };
    return {
      log,
      people,
      error,
      unblock: (account) => void run(workspace.setBlocked(account, false)),
      letAskAgain: (account) => void run(workspace.letAskAgain(account)),
      explain: ({ at, account }, why) => void run(workspace.explainRefusal({ at, account }, why)),
      clear: () => void run(workspace.clearRefusals()),
    };
  }, [workspace, log, people, error, read]);
}
