import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import styles from './Payment.module.css';
import { toneOf } from './stateOf.ts';

/** How much, and which way: numbers and their signs run from left to right in every script. */
export function SignedAmount({ payment }: { readonly payment: Payment }): ReactNode {
  const money = useMoney();
  const isIn = payment.side === 'payee';
  return (
    <span
      dir="ltr"
      className={styles['signed']}
      data-in={isIn || undefined}
      data-ended={toneOf(payment) === 'ended' || undefined}
    >
      {isIn ? '+' : '−'}
      {money.text(payment.amount, payment.unit)}
    </span>
  );
}
