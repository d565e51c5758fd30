import { useCallback } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Waits for an act and says how it failed; null then, else what it gave. */
export function useReport(): <T>(outcome: Outcome<T>) => Promise<{ readonly value: T } | null> {
  const toast = useToast();
  const errorText = useErrorText();
  return useCallback(
    async (outcome) => {
      const result = await outcome;
      if (result.ok) return { value: result.value };
      toast({ tone: 'danger', text: errorText(result.error.code) });
      return null;
    },
    [toast, errorText],
  );
}
