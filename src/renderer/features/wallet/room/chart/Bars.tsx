import { type ReactNode, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
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

const HEIGHT = 180;
const FALLBACK_WIDTH = 560;
/** Least room between names of months, px. */
const LABEL_GAP = 8;

/** The bars themselves. Decorative to whoever hears the page: the table says the same. */
export function Bars({ months, decimals, texts }: BarsProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const plot = new uPlot(optionsFor(element, texts), dataOf(months, decimals), element);
    const resized = new ResizeObserver(() => plot.setSize({ width: widthOf(element), height: HEIGHT }));
    resized.observe(element);
    // Colours are those of the theme, which canvas does not follow by itself.
    const themed = new MutationObserver(() => plot.redraw(true, true));
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      themed.disconnect();
      resized.disconnect();
      plot.destroy();
    };
  }, [months, decimals, texts]);
  return <div ref={host} className={styles['canvas']} dir="ltr" />;
}

const widthOf = (element: HTMLElement) => element.clientWidth || FALLBACK_WIDTH;

/** Bars are drawn in whole units: near enough for the eye, and never read as an amount. */
function dataOf(months: readonly MonthSum[], decimals: number): uPlot.AlignedData {
  const size = 10 ** decimals;
  return [
    months.map((_, index) => index),
    months.map(({ received }) => Number(received) / size),
    months.map(({ given }) => Number(given) / size),
  ];
}

/** Every month, or every second or third where their names would run into each other; the last one always. */
function shownPlaces({ ctx, width }: uPlot, names: readonly string[]): number[] {
  const widest = Math.max(...names.map((name) => ctx.measureText(name).width)) / devicePixelRatio;
  const step = Math.max(1, Math.ceil((widest + LABEL_GAP) / (width / (names.length + 1))));
  return names.map((_, place) => place).filter((place) => (names.length - 1 - place) % step === 0);
}

function optionsFor(element: HTMLElement, texts: BarsProps['texts']): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(element).getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--text-muted'),
    font: `11px ${getComputedStyle(element).fontFamily}`,
    grid: { stroke: colour('--border'), width: 1 },
    ticks: { show: false },
  };
  const bars = (offset: -1 | 1) => uPlot.paths.bars?.({ size: [0.34, 24], align: offset, radius: 0.2, gap: 2 });
  const series = (label: string, name: string, offset: -1 | 1): uPlot.Series => {
    const paths = bars(offset);
    return { label, fill: colour(name), width: 0, points: { show: false }, ...(paths !== undefined && { paths }) };
  };
  return {
    width: widthOf(element),
    height: HEIGHT,
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: false, range: (_, least, most) => [least - 0.6, most + 0.6] } },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        splits: (plot) => shownPlaces(plot, texts.months),
        values: (_, places) => places.map((place) => texts.months[place] ?? ''),
      },
      { ...axis, size: 56 },
    ],
    series: [{}, series(texts.received, '--accent', -1), series(texts.given, '--border-strong', 1)],
  };
}
