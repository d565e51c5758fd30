import { type ReactNode, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from '../Discover.module.css';

export interface TrendBarsProps {
  readonly counts: readonly number[];
  /** What each bar is of, oldest first. */
  readonly labels: readonly string[];
}

const HEIGHT = 120;
const FALLBACK_WIDTH = 560;
/** About how much room the name of a bar takes, px. */
const LABEL_ROOM = 64;

/** The course of one trend as bars. Decorative to whoever hears the page: the table says the same. */
export function TrendBars({ counts, labels }: TrendBarsProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const names = labels.join('\n');
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const data: uPlot.AlignedData = [counts.map((_, index) => index), [...counts]];
    const plot = new uPlot(optionsFor(element, names.split('\n')), data, element);
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
  }, [counts, names]);
  return <div ref={host} className={styles['canvas']} dir="ltr" />;
}

const widthOf = (element: HTMLElement) => element.clientWidth || FALLBACK_WIDTH;

function optionsFor(element: HTMLElement, names: readonly string[]): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(element).getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--text-muted'),
    font: `11px ${getComputedStyle(element).fontFamily}`,
    grid: { stroke: colour('--border'), width: 1 },
    ticks: { show: false },
  };
  const paths = uPlot.paths.bars?.({ size: [0.6, 28], radius: 0.2 });
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
        splits: ({ width }) => shownPlaces(names.length, width),
        values: (_, places) => places.map((place) => names[place] ?? ''),
      },
      { ...axis, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
    ],
    series: [
      {},
      { fill: colour('--accent'), width: 0, points: { show: false }, ...(paths !== undefined && { paths }) },
    ],
  };
}

/** Every bar, or every second or third where their names would run into each other; the last one always. */
function shownPlaces(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((LABEL_ROOM * count) / width));
  return Array.from({ length: count }, (_, place) => place).filter((place) => (count - 1 - place) % step === 0);
}
