import { type ReactNode, useMemo } from 'react';
import { minorOf } from '@domain/spending/rules.ts';
import { type MoneyUnit, useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';

export interface LeavesLaterProps {
  /** What is paid with; null while that is not chosen. */
  readonly source: { readonly unit: MoneyUnit } | null;
  /** Minor units; null while it is none. */
  readonly amount: bigint | null;
}

/** Says before a payment is pressed that it will wait by one's own rule (PAY-UI-78); draws nothing where it will not. */
export function LeavesLater({ source, amount }: LeavesLaterProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const { wallet } = useWorkspace();
  const safety = useQuery(useMemo(() => wallet.paymentSafety(), [wallet]));
  if (safety.status !== 'ready' || amount === null || source === null) return null;
  const { unit } = source;
  const { laterAbove, laterHours } = safety.value.rules;
  const bound = laterAbove === null ? null : minorOf(laterAbove, unit.decimals);
  if (bound === null || amount <= bound) return null;
  return (
    <AlertBanner tone="info">{t('consent.later', { bound: money.text(bound, unit), hours: laterHours })}</AlertBanner>
  );
}
