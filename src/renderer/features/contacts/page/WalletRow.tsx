import { WalletMinimal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import type { AccountId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Row } from '@ui/layout/Panel.tsx';

/** The way to what each promised the other. */
export function WalletRow({ account }: { readonly account: AccountId }): ReactNode {
  const t = useT();
  const [, navigate] = useHashLocation();
  return (
    <Row icon={<WalletMinimal aria-hidden />} title={t('contacts.page.wallet')} text={t('contacts.page.wallet.hint')}>
      <Button onClick={() => navigate(`/wallet/person/${account}`)}>{t('contacts.page.wallet.open')}</Button>
    </Row>
  );
}
