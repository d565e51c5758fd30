import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useElsewhere } from './useElsewhere.ts';

/** On a linked device: that the wallet is on the first one (WSV-179). Nothing on that. */
export function Elsewhere(): ReactNode {
  const t = useT();
  return useElsewhere() ? <AlertBanner tone="info">{t('error.wallet-elsewhere')}</AlertBanner> : null;
}
