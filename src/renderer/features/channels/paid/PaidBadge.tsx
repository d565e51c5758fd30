import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { PostSale } from '@services/workspace/paidWorkspace.ts';
import styles from './Paid.module.css';
import { usePriceText } from './usePaying.ts';

/** Says on a card that its text is sold, and for how much by itself, in the unit as one's own wallet has it. */
export function PaidBadge({ sale }: { readonly sale: PostSale }): ReactNode {
  const t = useT();
  const priceText = usePriceText();
  const { price } = sale;
  return (
    <span className={styles['badge']}>
      <LockKeyhole aria-hidden />
      {price === null
        ? t('paid.badge.subscribers')
        : t(sale.isForSubscribers ? 'paid.badge.either' : 'paid.badge.single', {
            amount: priceText(price.amount, price.unit),
          })}
    </span>
  );
}
