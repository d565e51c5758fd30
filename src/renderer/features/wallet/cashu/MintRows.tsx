import { Coins } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { MintView } from '@services/workspace/mintWorkspace.ts';
import { Badge } from '@ui/display/Badge.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import type { WalletListProps } from '../room/partProps.ts';
import styles from './Cashu.module.css';
import { mintPage, useMints } from './useMints.ts';

/** One row per mint: what it keeps, and that it may vanish (CSH-UI-1). */
export function MintRows({ selected }: WalletListProps): ReactNode {
  const t = useT();
  const id = useId();
  const mints = useMints();
  if (mints.status !== 'ready' || mints.value.length === 0) return null;
  return (
    <section className={styles['group']} aria-labelledby={id}>
      <h2 id={id}>{t('cashu.list')}</h2>
      <ul>
        {mints.value.map((mint) => (
          <li key={mint.url}>
            <MintRow mint={mint} isSelected={selected === mintPage(mint.url)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function MintRow({ mint, isSelected }: { readonly mint: MintView; readonly isSelected: boolean }): ReactNode {
  const t = useT();
  const money = useMoney();
  const waiting = mint.entries.filter(({ stage, kind }) => stage === 'prepared' && kind !== 'buy').length;
  const amounts = mint.balances.map(({ unit, decimals, balance }) => (
    <span key={unit}>{money.text(balance, { code: unit, decimals })}</span>
  ));
  return (
    <ListRow
      href={`#/wallet/${mintPage(mint.url)}`}
      selected={isSelected}
      leading={
        <span className={styles['tile']}>
          <Coins aria-hidden />
        </span>
      }
      title={<bdi dir="auto">{mint.name}</bdi>}
      meta={<span className={styles['amount']}>{amounts}</span>}
      subtitle={<T id="cashu.kept.short" values={{ name: <PersonName>{mint.name}</PersonName> }} />}
      trailing={waiting === 0 ? null : <Badge label={t('cashu.waiting', { count: waiting })}>{waiting}</Badge>}
    />
  );
}
