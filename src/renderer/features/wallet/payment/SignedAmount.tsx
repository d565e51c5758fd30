import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import styles from './Payment.module.css';
import { toneOf } from './stateOf.ts';

export interface SignedAmountProps {
  readonly payment: Payment;
  /** `inherit`: as large as what stands around it. */
  readonly size?: 'inherit';
}

/** How much, and which way: numbers and their signs run from left to right in every script. */
export function SignedAmount({ payment, size }: SignedAmountProps): ReactNode {
  const money = useMoney();
  const isIn = payment.side === 'payee';
  return (
    <span
      dir="ltr"
      className={styles['signed']}
      data-size={size}
      data-in={isIn || undefined}
      data-ended={toneOf(payment) === 'ended' || undefined}
    >
      {isIn ? '+' : '−'}
      {money.text(payment.amount, payment.unit)}
    </span>
  );
}
