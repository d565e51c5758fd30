/** One backup, as far as keeping it goes. */
export interface KeptRun {
  /** Its place among all. */
  readonly createdAt: number;
  /** What the clock said, where that is another. */
  readonly madeAt?: number;
}

/** How long backups are kept: of the last 7 days and 4 weeks that had one, or of 12 months as well. */
export type Keep = 'month' | 'year';

const DAY = 86_400_000;
const DAYS = 7;
const WEEKS = 4;
const MONTHS = 12;

/**
 * Which of these are kept: the newest of each of the last days, weeks and months that had one. Days without a backup use nothing up, so that who
 * was away finds what they had. Days, weeks and months are those of UTC, by what the clock said; which is newer is told by their place alone, so
 * that a clock that was wrong once makes none give way to an older one.
 */
export function keptRuns<Run extends KeptRun>(runs: readonly Run[], keep: Keep): ReadonlySet<Run> {
  const newestFirst = runs.toSorted((one, other) => other.createdAt - one.createdAt);
  const kept = new Set<Run>();
  const take = (periodOf: (time: number) => string, most: number) => {
    const periods = new Set<string>();
    for (const run of newestFirst) {
      const period = periodOf(run.madeAt ?? run.createdAt);
      if (periods.has(period)) continue;
      if (periods.size >= most) return;
      periods.add(period);
      kept.add(run);
    }
  };
  take((time) => String(Math.floor(time / DAY)), DAYS);
  // The first day of 1970 was a Thursday: weeks begin on Mondays.
  take((time) => String(Math.floor((time / DAY + 3) / 7)), WEEKS);
  if (keep === 'year') take((time) => new Date(time).toISOString().slice(0, 7), MONTHS);
  return kept;
}
