import { PackageOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import type { WalletListProps } from '../room/partProps.ts';
import styles from '../room/list/WalletList.module.css';
import { usePots } from '../trade/useTrade.ts';

/** At the top of the list: what lies in pots whose devices are gone, and where to bring it back (WAL-UI-48). */
export function LeftBehind({ selected }: WalletListProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const formats = useFormats();
  const pots = usePots();
  const left =
    pots.status === 'ready' ? pots.value.filter(({ isLeftBehind, isUsable }) => isLeftBehind && !isUsable) : [];
  const sums = left.flatMap(({ rows }) => rows).filter(({ amount }) => amount > 0n);
  if (sums.length === 0) return null;
  return (
    <section className={styles['section']}>
      <ul>
        <li>
          <ListRow
            href="#/wallet/pots"
            selected={selected === 'pots'}
            leading={
              <span className={styles['tile']}>
                <PackageOpen aria-hidden />
              </span>
            }
            title={t('trade.pot.left')}
            subtitle={formats.list(sums.map(({ amount, unit }) => money.text(amount, unit)))}
          />
        </li>
      </ul>
    </section>
  );
}
