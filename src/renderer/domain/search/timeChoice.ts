/** When something was that is looked for: lately, or on certain days (SRC-18). */

/** How far back one looks; `days`: from one day to another. */
export const sinces = ['any', 'day', 'week', 'month', 'year', 'days'] as const;
/** One of {@link sinces}. */
export type Since = (typeof sinces)[number];

/** A choice of time. Days are as date fields have them, `2026-05-31`; empty for none. */
export interface TimeChoice {
  readonly since: Since;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Any time. */
export const ANY_TIME: TimeChoice = { since: 'any', firstDay: '', lastDay: '' };

/** From when to when, ms, both included; null: from ever, to now. */
export interface TimeSpan {
  readonly since: number | null;
  readonly until: number | null;
}

const DAY = 24 * 3_600_000;
const LENGTHS: Readonly<Record<Exclude<Since, 'any' | 'days'>, number>> = {
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The span a choice means now. Days are those of this place; the last one counts to its end. */
export function spanOf({ since, firstDay, lastDay }: TimeChoice, now: number): TimeSpan {
  if (since === 'any') return { since: null, until: null };
  if (since !== 'days') return { since: now - LENGTHS[since], until: null };
  const after = startOf(lastDay, 1);
  return { since: startOf(firstDay, 0), until: after === null ? null : after - 1 };
}

/** Whether it lets everything through. */
export function isAnyTime({ since, firstDay, lastDay }: TimeChoice): boolean {
  return since === 'any' || (since === 'days' && startOf(firstDay, 0) === null && startOf(lastDay, 0) === null);
}

/** When a day begins, or one so many days later; null for what is no day. */
function startOf(day: string, later: number): number | null {
  const [, year, month, date] = (DATE.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const start = new Date(year, month - 1, date + later);
  return new Date(year, month - 1, date).getMonth() === month - 1 ? start.getTime() : null;
}
