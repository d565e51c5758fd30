import { type ReactNode, Suspense } from 'react';
import { useT } from '@i18n/useT.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import type { WalletContentLinks } from '../walletProps.ts';
import { WalletPageSkeleton } from './layout/WalletPage.tsx';
import { walletPlaceOf } from './pageProps.ts';
import { walletPages } from './pages.tsx';

export interface WalletContentProps extends WalletContentLinks {
  /** The tail of `#/wallet/<page>`: `unit/<id>`, `payment/<id>`, `person/<account>`, … */
  readonly selected: string | null;
}

/** One page of the wallet. */
export function WalletContent({ selected, ...links }: WalletContentProps): ReactNode {
  const t = useT();
  const { name, rest } = walletPlaceOf(selected ?? '');
  const Page = Object.hasOwn(walletPages, name) ? walletPages[name] : undefined;
  if (Page === undefined) {
    return (
      <EmptyState illustration="tree" title={t('wallet.choose')}>
        {t('wallet.choose.text')}
      </EmptyState>
    );
  }
  return (
    <Suspense fallback={<WalletPageSkeleton />}>
      <Page key={`${name}/${rest}`} rest={rest} {...links} />
    </Suspense>
  );
}
