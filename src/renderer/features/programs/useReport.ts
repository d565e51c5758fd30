import { useCallback } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Waits for an act and says how it failed, and with which file where `of` names one; null then, else what it gave. */
export function useReport(): <T>(outcome: Outcome<T>, of?: string) => Promise<{ readonly value: T } | null> {
  const toast = useToast();
  const errorText = useErrorText();
  const t = useT();
  return useCallback(
    async (outcome, of) => {
      const result = await outcome;
      if (result.ok) return { value: result.value };
      const error = errorText(result.error.code);
      toast({
        tone: 'danger',
        text: of === undefined ? error : t('programs.failedFile', { name: isolate(of), error }),
      });
      return null;
    },
    [toast, errorText, t],
  );
}
