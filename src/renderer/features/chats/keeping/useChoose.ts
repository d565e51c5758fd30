import { useCallback } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import type { ChatChoice } from '@services/workspace/preferenceWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Runs an act; how it failed is told in a toast. */
export function useTold(): (act: () => Outcome<unknown>) => Promise<boolean> {
  const toast = useToast();
  const errorText = useErrorText();
  return useCallback(
    async (act) => {
      const done = await act();
      if (!done.ok) toast({ tone: 'danger', text: errorText(done.error.code) });
      return done.ok;
    },
    [toast, errorText],
  );
}

/** Chooses about a chat, see {@link useTold}. */
export function useChoose(space: Conversation['space']): (choice: ChatChoice) => Promise<boolean> {
  const workspace = useWorkspace();
  const told = useTold();
  return useCallback((choice) => told(() => workspace.choose(space, choice)), [workspace, space, told]);
}
