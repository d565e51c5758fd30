import { useCallback, useEffect, useState } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { HandAnswer, HandProblem, HandState } from '@services/workspace/handWorkspace.ts';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { type Act, useAct } from '@ui/hooks/useAct.ts';

const LOOK_EVERY = 1000;

/** Connecting by hand, as far as it has come, and what can be done. */
export interface Hand {
  readonly state: HandState | null;
  readonly act: Act<WorkspaceErrorCode>;
  /** What was wrong with the last code. */
  readonly problem: HandProblem | null;
  readonly begin: (then: () => void) => void;
  readonly accept: (text: string, then: () => void) => void;
  readonly end: () => void;
  readonly clear: () => void;
}

/** Follows the engine: what was begun goes on while the dialog is closed, and is found again. */
export function useHand(): Hand {
  const workspace = useWorkspace();
  const [state, setState] = useState<HandState | null>(null);
  const [problem, setProblem] = useState<HandProblem | null>(null);
  const act = useAct<WorkspaceErrorCode>();
  useLooking(setState);
  const run = (work: () => Outcome<HandAnswer<HandState>>, then: () => void) =>
    act.run(work, (answer) => {
      setProblem(answer.problem);
      if (answer.problem !== null) return;
      setState(answer.value);
      then();
    });
  return {
    state,
    act,
    problem,
    begin: (then) => run(() => workspace.beginHand(), then),
    accept: (text, then) => run(() => workspace.acceptHand(text), then),
    end: () => {
      setProblem(null);
      setState({ status: 'none' });
      void workspace.endHand();
    },
    clear: () => setProblem(null),
  };
}

function useLooking(onState: (state: HandState) => void): void {
  const workspace = useWorkspace();
  const look = useCallback(async () => {
    const seen = await workspace.lookHand();
    if (seen.ok) onState(seen.value);
  }, [workspace, onState]);
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY);
    return () => clearInterval(timer);
  }, [look]);
}
