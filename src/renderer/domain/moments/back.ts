/** How far back whoever becomes a contact sees what was posted before (VIS-17). */
const DAY = 24 * 3_600_000;

/** What may be chosen, the longest first. */
export const momentSpans = ['all', 'halfYear', 'month', 'threeDays'] as const;
/** See {@link momentSpans}. */
export type MomentSpan = (typeof momentSpans)[number];

const LENGTHS: Readonly<Record<MomentSpan, number>> = {
  all: Infinity,
  halfYear: 183 * DAY,
  month: 31 * DAY,
  threeDays: 3 * DAY,
};

/** From when on posts are given to somebody who becomes a contact at `now`, ms; null: all of them. */
export function seenFrom(span: MomentSpan, now: number): number | null {
  return span === 'all' ? null : now - LENGTHS[span];
}
