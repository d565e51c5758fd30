import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { PlainHeader, WalletPage, WalletPageSkeleton } from '../room/layout/WalletPage.tsx';
import { LimitsSection } from './LimitsSection.tsx';
import { PinSection } from './PinSection.tsx';
import { WaitingSection } from './WaitingSection.tsx';

/** How one keeps oneself, and whoever has one's device, from paying too much (PAY-UI-76 to PAY-UI-79). */
export function SafetyPage(): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const safety = useQuery(useMemo(() => wallet.paymentSafety(), [wallet]));
  if (safety.status === 'loading') return <WalletPageSkeleton />;
  if (safety.status === 'failed')
    return <EmptyState title={t('consent.safety')}>{t('error.storage-failed')}</EmptyState>;
  const { value } = safety;
  return (
    <WalletPage
      label={t('consent.safety')}
      header={<PlainHeader title={t('consent.safety')} text={t('consent.safety.text')} />}
    >
      <WaitingSection waiting={value.waiting} />
      <PinSection hasPin={value.hasPin} />
      <LimitsSection key={JSON.stringify(value.rules)} rules={value.rules} hasPin={value.hasPin} />
    </WalletPage>
  );
}
