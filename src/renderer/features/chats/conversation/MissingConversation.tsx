import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';

/** An address that leads to no conversation here. */
export function MissingConversation({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <EmptyState
      illustration="nothing"
      title={t('chats.missing.title')}
      actions={<Button onClick={onClose}>{t('chats.missing.back')}</Button>}
    >
      {t('chats.missing.text')}
    </EmptyState>
  );
}
