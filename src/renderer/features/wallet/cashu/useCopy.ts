import { useT } from '@i18n/useT.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Puts a text where it can be pasted from, and says so. */
export function useCopy(): (text: string) => void {
  const t = useT();
  const toast = useToast();
  return (text) => {
    navigator.clipboard.writeText(text).then(
      () => toast({ text: t('cashu.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  };
}
