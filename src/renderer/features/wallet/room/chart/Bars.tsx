import { type ReactNode, useMemo } from 'react';
import { type BarChart, type BarSeries, useBars } from '@ui/chart/useBars.ts';
import styles from './Chart.module.css';
import type { MonthSum } from './monthsOf.ts';

export interface BarsProps {
  readonly months: readonly MonthSum[];
  readonly decimals: number;
  readonly texts: {
    readonly months: readonly string[];
    readonly received: string;
    readonly given: string;
  };
}

/** Least room between names of months, px. */
const LABEL_GAP = 8;

/** The bars themselves. Decorative to whoever hears the page: the table says the same. */
export function Bars({ months, decimals, texts }: BarsProps): ReactNode {
  const chart = useMemo((): BarChart => {
    const bars = (align: -1 | 1): BarSeries['bars'] => ({ size: [0.34, 24], align, radius: 0.2, gap: 2 });
    return {
      height: 180,
      data: dataOf(months, decimals),
      series: [
        { label: texts.received, colour: '--accent', bars: bars(-1) },
        { label: texts.given, colour: '--border-strong', bars: bars(1) },
      ],
      names: texts.months,
      shownNames: (plot) => shownPlaces(plot, texts.months),
      amounts: { size: 56 },
    };
  }, [months, decimals, texts]);
  const host = useBars(chart);
  return <div ref={host} className={styles['canvas']} dir="ltr" />;
}

/** Bars are drawn in whole units: near enough for the eye, and never read as an amount. */
function dataOf(months: readonly MonthSum[], decimals: number): BarChart['data'] {
  const size = 10 ** decimals;
  return [
    months.map((_, index) => index),
    months.map(({ received }) => Number(received) / size),
    months.map(({ given }) => Number(given) / size),
  ];
}

type Plot = Parameters<BarChart['shownNames']>[0];

/** Every month, or every second or third where their names would run into each other; the last one always. */
function shownPlaces({ ctx, width }: Plot, names: readonly string[]): number[] {
  const widest = Math.max(...names.map((name) => ctx.measureText(name).width)) / devicePixelRatio;
  const step = Math.max(1, Math.ceil((widest + LABEL_GAP) / (width / (names.length + 1))));
  return names.map((_, place) => place).filter((place) => (names.length - 1 - place) % step === 0);
}
