/** How far ahead of its clerk's clock a log goes on, ms: what is further ahead was entered while that clock was wrong. */
const MOST_AHEAD = 24 * 3_600_000;

/** Whether a log that came to a time goes on from there, though the clock is behind it (WAL-60). */
export function isAhead(at: number, now: number): boolean {
  return at > now && at - now <= MOST_AHEAD;
}
