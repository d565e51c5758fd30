/** Which snapshots stay, and when the next is due (SNP-3, SNP-4). */
import type { SnapshotListing, SnapshotReason } from './listing.ts';

const WEEK = 7 * 86_400_000;

/** How many of each kind stay: the newest. */
export const MOST_KEPT: Readonly<Record<SnapshotReason, number>> = {
  weekly: 4,
  'before-update': 2,
  'before-return': 2,
  'by-hand': 5,
};

/** Newest first; of equal times by id. */
export function newestFirst(all: readonly SnapshotListing[]): readonly SnapshotListing[] {
  return all.toSorted((one, other) => other.madeAt - one.madeAt || (one.id < other.id ? 1 : -1));
}

/** Those beyond what stays. */
export function superfluous(all: readonly SnapshotListing[]): readonly SnapshotListing[] {
  const seen = new Map<SnapshotReason, number>();
  return newestFirst(all).filter(({ reason }) => {
    const count = (seen.get(reason) ?? 0) + 1;
    seen.set(reason, count);
    return count > MOST_KEPT[reason];
  });
}

/** Whether none of the last week is here, whyever it was made. A clock that was set back is no reason to wait for it. */
export function isWeeklyDue(all: readonly SnapshotListing[], now: number): boolean {
  return all.every(({ madeAt }) => madeAt > now || now - madeAt >= WEEK);
}
