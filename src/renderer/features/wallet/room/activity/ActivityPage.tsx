import { type ReactNode, useMemo, useState } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { PaymentRow } from '../../payment/PaymentRow.tsx';
import { stateKeyOf } from '../../payment/stateOf.ts';
import { usePurposes } from '../../payment/usePurposes.ts';
import { usePeople } from '../../people/usePeople.ts';
import { useFiled } from '../useFiled.ts';
import { Months } from './Months.tsx';
import { PlainHeader, WalletPageSkeleton } from '../layout/WalletPage.tsx';
import { type WalletPageProps, walletPlaceOf } from '../pageProps.ts';
import { useWallet } from '../useRoom.ts';
import styles from './Activity.module.css';
import { ALL_PAYMENTS, type PaymentFilter, filterPayments } from './filterPayments.ts';
import { Filters } from './Filters.tsx';
import { choicesOf } from './choicesOf.ts';

/** How many are shown at first, and how many more at once. */
const PAGE = 100;

type Payments = readonly Payment[];

/** Every payment, newest first, with a search, filters and the months of one unit (WAL-UI-6). */
export function ActivityPage({ rest }: WalletPageProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const activity = useQuery(useMemo(() => wallet.activity(), [wallet]));
  const [filter, setFilter] = useState<PaymentFilter>(() => startOf(rest));
  const all = activity.status === 'ready' ? activity.value : [];
  const shown = useShown(all, filter);
  const [most, setMost] = useState(PAGE);
  if (activity.status === 'loading') return <WalletPageSkeleton />;
  return (
    <div className={styles['page']}>
      <div className={styles['column']}>
        <PlainHeader title={t('wallet.activity')} />
        {all.length === 0 ? (
          <EmptyState illustration="nothing" title={t('wallet.activity.empty')}>
            {t('wallet.activity.empty.text')}
          </EmptyState>
        ) : (
          <>
            <SearchField
              label={t('wallet.activity.search')}
              clearLabel={t('common.clear')}
              value={filter.search}
              onChange={(search) => setFilter({ ...filter, search })}
            />
            <Filters choices={choicesOf(all)} filter={filter} onChange={setFilter} />
            <Months all={all} filter={filter} />
            <p className={styles['count']} role="status">
              {t('wallet.activity.count', { count: shown.payments.length })}
            </p>
          </>
        )}
      </div>
      {shown.payments.length > 0 && (
        <ul className={styles['list']}>
          {shown.payments.slice(0, most).map((payment) => (
            <li key={payment.id}>
              <PaymentRow
                payment={payment}
                personOf={shown.personOf}
                category={shown.filed.get(payment.id)}
                purpose={shown.purposeOf(payment)}
              />
            </li>
          ))}
        </ul>
      )}
      {shown.payments.length > most && (
        <Button className={styles['more']} onClick={() => setMost(most + PAGE)}>
          {t('wallet.activity.more')}
        </Button>
      )}
    </div>
  );
}

/** What the address asks for: `unit/<id>` or `person/<account>`. */
function startOf(rest: string): PaymentFilter {
  const { name, rest: id } = walletPlaceOf(rest);
  return name === 'unit' || name === 'person' ? { ...ALL_PAYMENTS, [name]: id } : ALL_PAYMENTS;
}

function useShown(all: Payments, filter: PaymentFilter) {
  const t = useT();
  const money = useMoney();
  const personOf = usePeople();
  const filed = useFiled();
  const purposeOf = usePurposes();
  const payments = useMemo(
    () =>
      filterPayments(all, filter, {
        nameOf: (account) => personOf(account).shownName,
        stateOf: (payment) => t(stateKeyOf(payment)),
        amountOf: ({ amount, unit }) => money.number(amount, unit),
        purposeOf,
        filed,
      }),
    [all, filter, personOf, t, money, purposeOf, filed],
  );
  return { payments, personOf, purposeOf, filed };
}
