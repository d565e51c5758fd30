import { useCallback, useEffect, useState } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Diagnostics, WorkspaceErrorCode } from '@services/workspace/workspace.ts';

const PERIOD = 3000;

/** The latest figures and how the last reading failed; both may be there. */
export interface DiagnosticsState {
  readonly figures: Diagnostics | null;
  readonly error: WorkspaceErrorCode | null;
  readonly refresh: () => void;
}

/** Reads the figures every few seconds while the window is seen. */
export function useDiagnostics(): DiagnosticsState {
  const workspace = useWorkspace();
  const [state, setState] = useState<Omit<DiagnosticsState, 'refresh'>>({ figures: null, error: null });
  const refresh = useCallback(() => {
    void workspace
      .diagnostics()
      .then((answer) =>
        setState((before) =>
          answer.ok ? { figures: answer.value, error: null } : { figures: before.figures, error: answer.error.code },
        ),
      );
  }, [workspace]);
  useEffect(() => {
    refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, PERIOD);
    return () => clearInterval(timer);
  }, [refresh]);
  return { ...state, refresh };
}
