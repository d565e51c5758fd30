import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Agreement } from '@services/workspace/walletAgreements.ts';
import type { ShownPerson } from '../people/usePeople.ts';
import styles from './Trade.module.css';

export interface AgreementSumsProps extends Pick<Agreement, 'unit' | 'found' | 'balance' | 'isClaim'> {
  readonly person: ShownPerson;
  /** What one's own records say, where what who proposed it found is somebody else's word. */
  readonly mine?: bigint;
}

/** What the records say, what it is to be, how much that is apart, and who gives what for it (WAL-UI-46). */
export function AgreementSums({ unit, found, balance, isClaim, person, mine = found }: AgreementSumsProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const name = <PersonName>{person.shownName}</PersonName>;
  const change = balance - found;
  const size = change < 0n ? -change : change;
  const way = change === 0n ? 'none' : change > 0n ? 'more' : 'less';
  return (
    <>
      <dl className={styles['sums']}>
        {mine === found ? (
          <Sum label={t('trade.agree.found')} value={money.text(found, unit)} />
        ) : (
          <>
            <Sum label={<T id="trade.agree.found.theirs" values={{ name }} />} value={money.text(found, unit)} />
            <Sum label={t('trade.agree.found.mine')} value={money.text(mine, unit)} />
          </>
        )}
        <Sum label={t('trade.agree.proposal')} value={money.text(balance, unit)} />
        <Sum label={t('trade.agree.difference')} value={t(`trade.agree.${way}`, { amount: money.text(size, unit) })} />
      </dl>
      <p>
        <T
          id={way === 'none' ? 'trade.agree.truth.none' : `trade.agree.truth.${isClaim ? 'claim' : 'debt'}.${way}`}
          values={{ name, amount: money.text(size, unit) }}
        />
      </p>
    </>
  );
}

function Sum({ label, value }: { readonly label: ReactNode; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
