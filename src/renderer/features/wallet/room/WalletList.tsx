import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { WalletLinks } from '../walletProps.ts';

export interface WalletListProps extends WalletLinks {
  /** The page that is open, the tail of `#/wallet/<page>`. */
  readonly selected: string | null;
}

/** What one has, unit by unit, and what leads on from there. */
export function WalletList(_props: WalletListProps): ReactNode {
  const t = useT();
  return <h1>{t('wallet.title')}</h1>;
}
