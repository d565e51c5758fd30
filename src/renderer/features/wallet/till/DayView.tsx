import { ChevronLeft, ChevronRight, FileDown, Printer } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { unitCsv } from '@services/wallet/room/unitCsv.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment, Unit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { paymentStateOf } from '../codes/paymentState.ts';
import { useUnitNames } from '../codes/useUnitNames.ts';
import { PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import { type Day, dayOf, startOfDay } from './dayOf.ts';
import styles from './Till.module.css';

/** The close of a day: sums, the list, a table to save, paper. */
export function DayView({ unit }: { readonly unit: Unit }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const nameOf = useUnitNames();
  const now = useNow();
  const [back, setBack] = useState(0);
  const { wallet } = useWorkspace();
  const all = useQuery(useMemo(() => wallet.activity({ unit: unit.id }), [wallet, unit.id]));
  const from = startOfDay(now, -back);
  const day = useMemo(() => (all.status === 'ready' ? dayOf(all.value, from, startOfDay(from, 1)) : null), [all, from]);
  if (day === null) return <Skeleton shape="block" />;
  return (
    <section className={styles['day']} aria-label={t('till.day')}>
      <header className={styles['dayHead']}>
        <IconButton
          label={t('till.day.before')}
          icon={<ChevronLeft aria-hidden />}
          directional
          onClick={() => setBack(back + 1)}
        />
        <h2>{formats.date(from)}</h2>
        <IconButton
          label={t('till.day.after')}
          icon={<ChevronRight aria-hidden />}
          directional
          disabled={back === 0}
          onClick={() => setBack(back - 1)}
        />
        <DayActs unit={unit} day={day} from={from} />
      </header>
      <p className={styles['hint']}>{nameOf(unit)}</p>
      <Sums day={day} unit={unit} />
      {day.payments.length === 0 ? (
        <EmptyState title={t('till.day.none')}>{t('till.day.none.text')}</EmptyState>
      ) : (
        <DayTable payments={day.payments} unit={unit} />
      )}
    </section>
  );
}

function DayActs({ unit, day, from }: { readonly unit: Unit; readonly day: Day; readonly from: number }): ReactNode {
  const t = useT();
  const media = useMedia();
  const personOf = usePeople();
  const save = () => {
    const words = {
      self: unit.issuer,
      nameOf: (account: Payment['from']) => personOf(account).shownName,
      categoryOf: () => '',
    };
    const bytes = new TextEncoder().encode(`\uFEFF${unitCsv(day.payments, words)}`);
    const date = new Date(from);
    const name = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
    media.saveFile({ name: `till-${unit.code}-${name.join('-')}.csv`, type: 'text/csv;charset=utf-8', bytes });
  };
  return (
    <div className={styles['dayActs']}>
      <Button icon={<FileDown aria-hidden />} onClick={save}>
        {t('till.day.csv')}
      </Button>
      <Button icon={<Printer aria-hidden />} onClick={() => print()}>
        {t('till.day.print')}
      </Button>
    </div>
  );
}

function Sums({ day, unit }: { readonly day: Day; readonly unit: Unit }): ReactNode {
  const t = useT();
  const money = useMoney();
  return (
    <dl className={styles['sums']}>
      <div data-tone="final">
        <dt>{t('till.day.taken', { count: day.takenCount })}</dt>
        <dd>{money.text(day.taken, unit)}</dd>
      </div>
      <div data-tone={day.openCount > 0 ? 'open' : undefined}>
        <dt>{t('till.day.open', { count: day.openCount })}</dt>
        <dd>{money.text(day.open, unit)}</dd>
      </div>
      <div>
        <dt>{t('till.day.toppedUp', { count: day.toppedUpCount })}</dt>
        <dd>{money.text(day.toppedUp, unit)}</dd>
      </div>
      {day.refunded > 0n && (
        <div>
          <dt>{t('till.day.refunded')}</dt>
          <dd>{money.text(day.refunded, unit)}</dd>
        </div>
      )}
    </dl>
  );
}

function DayTable({ payments, unit }: { readonly payments: readonly Payment[]; readonly unit: Unit }): ReactNode {
  const t = useT();
  const money = useMoney();
  const formats = useFormats();
  const personOf = usePeople();
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th>{t('till.col.time')}</th>
          <th>{t('till.col.who')}</th>
          <th>{t('till.col.what')}</th>
          <th>{t('till.col.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id}>
            <td>{formats.time(payment.at)}</td>
            <td>
              <a href={`#/wallet/payment/${payment.id}`}>
                <PersonMark person={personOf(payment.kind === 'mint' ? payment.to : payment.from)} />
              </a>
            </td>
            <td>{t(`till.kind.${kindOf(payment)}`)}</td>
            <td>{money.number(payment.amount, unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function kindOf(payment: Payment): 'refund' | 'topUp' | 'final' | 'open' | 'failed' {
  if (payment.kind === 'mint') return payment.refundOf === null ? 'topUp' : 'refund';
  const state = paymentStateOf(payment);
  return state === 'final' || state === 'failed' ? state : 'open';
}
