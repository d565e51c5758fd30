import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/** What is drawn; another object is drawn anew. */
export interface BarChart {
  readonly height: number;
  readonly data: uPlot.AlignedData;
  readonly series: readonly BarSeries[];
  /** What each place is called, and which of the names are shown in a plot of its width. */
  readonly names: readonly string[];
  readonly shownNames: (plot: uPlot) => number[];
  readonly amounts: Pick<uPlot.Axis, 'size' | 'incrs'>;
}

export interface BarSeries {
  readonly label?: string;
  /** The custom property that has its colour. */
  readonly colour: string;
  readonly bars: uPlot.Series.BarsPathBuilderOpts;
}

const FALLBACK_WIDTH = 560;

/** Draws bars into the element that is given the ref, as wide as that is and in the colours of the theme. */
export function useBars(chart: BarChart): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const plot = new uPlot(optionsFor(element, chart), chart.data, element);
    const resized = new ResizeObserver(() => plot.setSize({ width: widthOf(element), height: chart.height }));
    resized.observe(element);
    // Colours are those of the theme, which canvas does not follow by itself.
    const themed = new MutationObserver(() => plot.redraw(true, true));
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      themed.disconnect();
      resized.disconnect();
      plot.destroy();
    };
  }, [chart]);
  return host;
}

const widthOf = (element: HTMLElement) => element.clientWidth || FALLBACK_WIDTH;

function optionsFor(element: HTMLElement, { height, series, names, shownNames, amounts }: BarChart): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(element).getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--text-muted'),
    font: `11px ${getComputedStyle(element).fontFamily}`,
    grid: { stroke: colour('--border'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: widthOf(element),
    height,
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: false, range: (_, least, most) => [least - 0.6, most + 0.6] } },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        splits: shownNames,
        values: (_, places) => places.map((place) => names[place] ?? ''),
      },
      { ...axis, ...amounts },
    ],
    series: [
      {},
      ...series.map(({ label, colour: name, bars }): uPlot.Series => {
        const paths = uPlot.paths.bars?.(bars);
        return {
          ...(label !== undefined && { label }),
          ...{ fill: colour(name), width: 0, points: { show: false } },
          ...(paths !== undefined && { paths }),
        };
      }),
    ],
  };
}
