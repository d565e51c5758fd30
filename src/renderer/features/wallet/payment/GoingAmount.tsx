import type { ReactNode } from 'react';
import { type MoneyUnit, useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';

export interface GoingAmountProps {
  /** What was understood; null while it is none that can go. */
  readonly amount: bigint | null;
  readonly unit: MoneyUnit;
}

/** Repeats the sum that was understood, before it goes for good. */
export function GoingAmount({ amount, unit }: GoingAmountProps): ReactNode {
  const t = useT();
  const money = useMoney();
  return <p role="status">{amount !== null && t('wallet.amount.goes', { amount: money.text(amount, unit) })}</p>;
}
