import { useCallback } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MomentsWorkspace } from '@services/workspace/momentsWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { type ToastContent } from '@ui/feedback/toastList.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Moments. */
export function useMoments(): MomentsWorkspace {
  return useWorkspace().moments;
}

/** Does an act and says in a notice how it failed, or, where words are given, that it is done. */
export function useReport(): (outcome: Outcome<unknown>, done?: ToastContent) => Promise<boolean> {
  const toast = useToast();
  const errorText = useErrorText();
  return useCallback(
    async (outcome, done) => {
      const result = await outcome;
      if (!result.ok) toast({ tone: 'danger', text: errorText(result.error.code) });
      else if (done !== undefined) toast(done);
      return result.ok;
    },
    [toast, errorText],
  );
}
