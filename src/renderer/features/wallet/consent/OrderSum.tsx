import type { ReactNode } from 'react';
import { currencyDigits } from '@shared/currencyDigits.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import styles from './Consent.module.css';

/** How much of which currency, as the host writes it. */
export function OrderSum({
  amount: { value, currency },
}: {
  readonly amount: { readonly value: number; readonly currency: string };
}): ReactNode {
  const t = useT();
  const money = useMoney();
  const unit = { code: currency, decimals: currencyDigits(currency) };
  return (
    <div className={styles['sum']}>
      <span className={styles['muted']}>{t('consent.amount')}</span>
      <strong>{money.text(BigInt(value), unit)}</strong>
    </div>
  );
}
