/** How far a clock of another may be ahead before its events are shown at their arrival instead (EVT-9), ms. */
export const FUTURE_TOLERANCE = 5 * 60_000;
/** Buckets of the log are weeks of UTC, counted from the Unix epoch (LOG-1), ms. */
export const BUCKET_LENGTH = 7 * 24 * 3_600_000;
/** Latest `at` accepted at all: the year 9999, so that dates can be shown. */
export const LATEST_AT = 253_402_300_799_999;

/** The clock value for a new event (EVT-7): wall time, but above everything seen and above the chain's last event. */
export function nextAt(now: number, seen: number, chainAt: number): number {
  return Math.max(now, seen + 1, chainAt + 1);
}

/** What an observed event does to the clock (EVT-8): one far in the future does not drag ours along. */
export function observeAt(seen: number, at: number, now: number): number {
  return at > now + FUTURE_TOLERANCE ? seen : Math.max(seen, at);
}

/**
 * Where an event is shown (EVT-9): at its clock, or at its arrival when that is far in the future, but never before
 * `shown`, the place of the event before it in its chain, so that a clock that jumps does not shuffle a person's words.
 */
export function sortAtOf(at: number, now: number, shown = -1): number {
  return at > now + FUTURE_TOLERANCE ? Math.max(now, shown + 1) : at;
}

/** The bucket an event belongs to (LOG-1): a function of `at` alone, so that peers agree without talking. */
export function bucketOf(at: number): number {
  return Math.floor(at / BUCKET_LENGTH);
}
