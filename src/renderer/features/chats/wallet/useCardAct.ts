import { useErrorText } from '@i18n/useErrorText.ts';
import type { MessageKey } from '@i18n/locales.ts';
import { useT } from '@i18n/useT.tsx';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';

/** Something done from a card: one thing at a time, and said how it ended. */
export interface CardAct {
  readonly isPending: boolean;
  readonly run: (work: () => Outcome<unknown>, done: MessageKey, onDone?: () => void) => void;
}

/** See {@link CardAct}. */
export function useCardAct(): CardAct {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  return {
    isPending: act.isPending,
    run: (work, done, onDone) =>
      act.run(
        async () => {
          const outcome = await work();
          if (!outcome.ok) toast({ tone: 'danger', text: errorText(outcome.error.code) });
          return outcome;
        },
        () => {
          toast({ text: t(done) });
          onDone?.();
        },
      ),
  };
}
