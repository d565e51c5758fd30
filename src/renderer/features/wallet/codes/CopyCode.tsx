import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Copies a code as text. */
export function CopyCode({ code }: { readonly code: string }): ReactNode {
  const t = useT();
  const toast = useToast();
  const copy = () => {
    navigator.clipboard.writeText(code).then(
      () => toast({ text: t('codes.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  };
  return (
    <Button icon={<Copy aria-hidden />} onClick={copy}>
      {t('codes.copy')}
    </Button>
  );
}
