import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import type { WalletContentLinks } from '../walletProps.ts';

export interface WalletContentProps extends WalletContentLinks {
  /** The tail of `#/wallet/<page>`: `unit/<id>`, `payment/<id>`, `person/<account>`, … */
  readonly selected: string | null;
}

/** One page of the wallet. */
export function WalletContent(_props: WalletContentProps): ReactNode {
  const t = useT();
  return <EmptyState title={t('wallet.choose')}>{t('wallet.choose.text')}</EmptyState>;
}
