/** What samples say: percentiles, the ratio to a baseline, and whether a goal holds. Pure. */

/** The value below which a share of the samples lies, `share` from 0 to 1, interpolated between neighbours. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new RangeError('no samples');
  const sorted = samples.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - below);
}

/** The middle of the samples. */
export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** The mean of the quickest four fifths of the samples: for clocks with coarse steps, of which a median sees one. */
export function quickestMean(samples: readonly number[]): number {
  const quickest = samples.toSorted((a, b) => a - b).slice(0, Math.max(1, Math.floor(samples.length * 0.8)));
  return quickest.reduce((sum, sample) => sum + sample, 0) / quickest.length;
}

/** What of a figure is limited: the value itself, the 95th percentile, the ratio to the baseline, or that of the 99th percentiles. */
export type Limited = 'value' | 'p95' | 'ratio' | 'ratioP99';

/** One limit; a goal holds when all of its limits do. */
export interface Limit {
  readonly of: Limited;
  readonly most?: number;
  readonly below?: number;
  readonly least?: number;
}

/** Samples of the measured code and, interleaved in the same run, of its baseline. */
export interface Measurement {
  readonly measured: readonly number[];
  readonly baseline?: readonly number[];
  /** Stands for the samples where it is not their median. */
  readonly value?: number;
}

/** What was asked for. */
export interface Question {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly goal: string;
  readonly limits: readonly Limit[];
}

/** One line of `bench/results/latest.json`. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly goal: string;
  readonly holds: boolean;
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Further figures that help to read the line. */
  readonly details: Readonly<Record<string, number | string>>;
}

/** Turns samples into a line. A limit on a ratio does not hold without a baseline. */
export function figureOf(
  { limits, ...question }: Question,
  measurement: Measurement,
  details: Readonly<Record<string, number | string>> = {},
): Figure {
  const { measured, baseline } = measurement;
  const value = measurement.value ?? median(measured);
  const base = baseline === undefined ? null : median(baseline);
  const baseP99 = baseline === undefined ? null : percentile(baseline, 0.99);
  const p95 = percentile(measured, 0.95);
  const ratio = ratioOf(value, base);
  const ratioP99 = ratioOf(percentile(measured, 0.99), baseP99);
  return {
    ...question,
    value: rounded(value),
    baseline: roundedOrNull(base),
    ratio: roundedOrNull(ratio),
    holds: limits.every((limit) => isWithin({ value, p95, ratio, ratioP99 }[limit.of], limit)),
    samples: measured.length,
    p50: rounded(median(measured)),
    p95: rounded(p95),
    p99: rounded(percentile(measured, 0.99)),
    details: {
      ...(baseP99 === null || ratioP99 === null ? {} : { baselineP99: rounded(baseP99), ratioP99: rounded(ratioP99) }),
      ...details,
    },
  };
}

/** How many times the baseline a value is; null where there is nothing to compare with. */
export function ratioOf(value: number, baseline: number | null): number | null {
  return baseline === null || baseline <= 0 ? null : value / baseline;
}

/** Whether a value keeps a limit: `most` and `least` included, `below` not. */
export function isWithin(value: number | null, { most, below, least }: Limit): boolean {
  if (value === null || Number.isNaN(value)) return false;
  return value <= (most ?? Infinity) && value < (below ?? Infinity) && value >= (least ?? -Infinity);
}

/** Three digits behind the point: more would only pretend. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}
