import { type ReactNode, Suspense, useId } from 'react';
import { useIntl } from 'react-intl';
import { paymentCategories } from '@domain/wallet/keptNotes.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import styles from './Chart.module.css';
import type { MonthSum } from './monthsOf.ts';

const Bars = lazy(() => import('./Bars.tsx').then((module) => ({ default: module.Bars })));

export interface MonthChartProps {
  readonly unit: Unit;
  readonly months: readonly MonthSum[];
}

/** Months of one unit as bars, and the same as a table beside them: for the eye, for screen readers, and exact (WAL-UI-6). */
export function MonthChart({ unit, months }: MonthChartProps): ReactNode {
  const t = useT();
  const { locale } = useIntl();
  const id = useId();
  const label = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit' });
  const texts = {
    months: months.map(({ start }) => label.format(start)),
    received: t('wallet.chart.received'),
    given: t('wallet.chart.given'),
  };
  return (
    <figure className={styles['figure']} aria-labelledby={id}>
      <figcaption id={id}>
        {t('wallet.chart.title', { unit: unit.name })}
        <span className={styles['legend']}>
          <span data-series="received">{texts.received}</span>
          <span data-series="given">{texts.given}</span>
        </span>
      </figcaption>
      <div className={styles['bars']} aria-hidden>
        <Suspense fallback={<Skeleton shape="block" />}>
          <Bars months={months} decimals={unit.decimals} texts={texts} />
        </Suspense>
      </div>
      <details className={styles['details']}>
        <summary>{t('wallet.chart.table')}</summary>
        <MonthTable unit={unit} months={months} labels={texts.months} />
      </details>
    </figure>
  );
}

interface MonthTableProps extends MonthChartProps {
  readonly labels: readonly string[];
}

function MonthTable({ unit, months, labels }: MonthTableProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const used = ([...paymentCategories, 'none'] as const).filter((category) =>
    months.some(({ byCategory }) => byCategory.has(category)),
  );
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('wallet.chart.month')}</th>
            <th scope="col">{t('wallet.chart.received')}</th>
            <th scope="col">{t('wallet.chart.given')}</th>
            {used.map((category) => (
              <th key={category} scope="col">
                {t(`wallet.category.${category}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months
            .map((month, index) => (
              <tr key={month.start}>
                <th scope="row">{labels[index]}</th>
                <td>{money.number(month.received, unit)}</td>
                <td>{money.number(month.given, unit)}</td>
                {used.map((category) => (
                  <td key={category}>{money.number(month.byCategory.get(category) ?? 0n, unit)}</td>
                ))}
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </div>
  );
}
