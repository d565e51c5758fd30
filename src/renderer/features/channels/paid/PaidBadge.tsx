import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { PostSale } from '@services/workspace/paidWorkspace.ts';
import styles from './Paid.module.css';

/** Says on a card that its text is sold, and for how much by itself. */
export function PaidBadge({ sale }: { readonly sale: PostSale }): ReactNode {
  const t = useT();
  const money = useMoney();
  const { price } = sale;
  return (
    <span className={styles['badge']}>
      <LockKeyhole aria-hidden />
      {price === null
        ? t('paid.badge.subscribers')
        : t(sale.isForSubscribers ? 'paid.badge.either' : 'paid.badge.single', {
            amount: money.text(price.amount, price.unit),
          })}
    </span>
  );
}
