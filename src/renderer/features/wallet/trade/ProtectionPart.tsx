import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { PaymentPartProps } from '../room/partProps.ts';
import { ProtectionSection } from './ProtectionSection.tsx';
import { useProtections } from './useTrade.ts';

/** On a bill: how a protected payment is let go, and what is said against it. */
export function ProtectionPart({ payment }: PaymentPartProps): ReactNode {
  const t = useT();
  const all = useProtections();
  const found = all.status === 'ready' ? all.value.find((each) => each.payment === payment.id) : undefined;
  return found === undefined ? null : <ProtectionSection protection={found} title={t('trade.protected')} />;
}
