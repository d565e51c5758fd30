import { type ReactNode, useMemo } from 'react';
import { type BarChart, useBars } from '@ui/chart/useBars.ts';
import styles from '../Discover.module.css';

export interface TrendBarsProps {
  readonly counts: readonly number[];
  /** What each bar is of, oldest first. */
  readonly labels: readonly string[];
}

/** About how much room the name of a bar takes, px. */
const LABEL_ROOM = 64;

/** The course of one trend as bars. Decorative to whoever hears the page: the table says the same. */
export function TrendBars({ counts, labels }: TrendBarsProps): ReactNode {
  const joined = labels.join('\n');
  const chart = useMemo((): BarChart => {
    const names = joined.split('\n');
    return {
      height: 120,
      data: [counts.map((_, index) => index), [...counts]],
      series: [{ colour: '--accent', bars: { size: [0.6, 28], radius: 0.2 } }],
      names,
      shownNames: ({ width }) => shownPlaces(names.length, width),
      amounts: { size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
    };
  }, [counts, joined]);
  const host = useBars(chart);
  return <div ref={host} className={styles['canvas']} dir="ltr" />;
}

/** Every bar, or every second or third where their names would run into each other; the last one always. */
function shownPlaces(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((LABEL_ROOM * count) / width));
  return Array.from({ length: count }, (_, place) => place).filter((place) => (count - 1 - place) % step === 0);
}
