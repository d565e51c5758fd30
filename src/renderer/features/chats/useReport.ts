import { useCallback } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Waits for an act and says so where it did not work; tells whether it did. */
export function useReport(): (outcome: Outcome<unknown>) => Promise<boolean> {
  const toast = useToast();
  const errorText = useErrorText();
  return useCallback(
    async (outcome) => {
      const result = await outcome;
      if (!result.ok) toast({ tone: 'danger', text: errorText(result.error.code) });
      return result.ok;
    },
    [toast, errorText],
  );
}
