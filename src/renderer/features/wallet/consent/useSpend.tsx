import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';

/** A spending act under way, and what a dialog shows about it. */
export interface Spend {
  /** It runs, or waits for the person: what started it must not start it again. */
  readonly isBusy: boolean;
  /** To be put below the fields of the dialog: how it failed. Null: nothing to say. */
  readonly notice: ReactNode;
  /** Runs an act that spends; `onDone` gets what it made. */
  readonly run: <T>(work: () => Outcome<T>, onDone: (value: T) => void) => void;
  /** Forgets how the last one failed, for when the person changes something. */
  readonly clear: () => void;
}

/**
 * Runs an act that spends, from any dialog of the wallet. `onWaits`: the payment was not refused, but leaves later by the person's own rule;
 * nothing is made yet, and the dialog has done its part.
 */
export function useSpend(_onWaits: () => void): Spend {
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  return {
    isBusy: act.isPending,
    notice: act.error === null ? null : <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>,
    run: act.run,
    clear: act.clear,
  };
}
