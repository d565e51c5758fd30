import { useCallback } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Puts text on the clipboard and says so, or says that it did not work. */
export function useCopy(): (text: string) => void {
  const t = useT();
  const toast = useToast();
  return useCallback(
    (text) => {
      navigator.clipboard.writeText(text).then(
        () => toast({ text: t('common.copied'), duration: 2000 }),
        () => toast({ tone: 'danger', text: t('common.copyFailed') }),
      );
    },
    [t, toast],
  );
}
