/** Stands for no limit, bytes: no disk holds it. */
export const ENDLESS = Number.MAX_SAFE_INTEGER;

/** Whether a limit is none. */
export function isEndless(limit: number): boolean {
  return limit >= ENDLESS;
}
