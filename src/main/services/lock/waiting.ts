/** Wrong attempts in a row, and when the last one was: of the wall's clock, ms. */
export interface Attempts {
  readonly failures: number;
  readonly at: number;
}

/** No attempt went wrong. */
export const NO_ATTEMPTS: Attempts = { failures: 0, at: 0 };

/** What has to be waited after so many wrong attempts in a row, seconds; the last counts for all that follow. */
const WAITS = [0, 0, 0, 5, 15, 30, 60, 120, 300, 900] as const;
const MOST = 1800;

/** How long the next attempt has to wait, ms. Who sets the clock back waits from now. */
export function waitAfter({ failures, at }: Attempts, now: number): number {
  return Math.max(0, waitOf(failures) - Math.max(0, now - at));
}

/** What has to be waited after so many wrong attempts in a row, ms. */
export function waitOf(failures: number): number {
  return (WAITS[failures] ?? MOST) * 1000;
}
