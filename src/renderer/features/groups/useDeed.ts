import { useCallback } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Does something at once: what went wrong is told in words, what went well goes to `onDone`. */
export type Deed = <T>(work: () => Outcome<T>, onDone?: (value: T) => void) => void;

/** Acts that need no place of their own on the screen for how they end. */
export function useDeed(): Deed {
  const toast = useToast();
  const errorText = useErrorText();
  return useCallback(
    (work, onDone) => {
      const settle = async () => {
        const done = await work();
        if (done.ok) onDone?.(done.value);
        else toast({ tone: 'danger', text: errorText(done.error.code) });
      };
      void settle();
    },
    [toast, errorText],
  );
}
