import { type RecordId, accountOfHolder } from '../ids.ts';
import type { BodyOf, VerifiedOf } from '../record.ts';
import { type LedgerView, isSignedLive } from '../standing.ts';
import { isTaken, lineOf } from './lineOf.ts';

type Mandate = BodyOf<'mandate'>;

const DAY = 24 * 3_600_000;
/** Periods are at least a day, and times end with the year 9999. */
const MOST_PERIODS = 3_700_000;

/** When a period of a mandate begins (WAL-71), ms. */
export function periodStart({ start, period }: Pick<Mandate, 'start' | 'period'>, index: number): number {
  if (period !== 'month') return start + index * (period === 'day' ? DAY : 7 * DAY);
  const first = new Date(start);
  const month = first.getUTCMonth() + index;
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Date.UTC(first.getUTCFullYear(), month, Math.min(first.getUTCDate(), lastDay));
  return day + (start % DAY);
}

/** The period a time is in, or null before the first, after the last and at or after the end (WAL-70, WAL-71). */
export function periodAt(mandate: Mandate, time: number): number | null {
  if (time < mandate.start || (mandate.end !== undefined && time >= mandate.end)) return null;
  // Months are 28 to 31 days: a guess that is not too high, and a few steps.
  const length = mandate.period === 'day' ? DAY : mandate.period === 'week' ? 7 * DAY : 31 * DAY;
  let index = Math.min(Math.floor((time - mandate.start) / length), MOST_PERIODS);
  while (periodStart(mandate, index + 1) <= time) index += 1;
  return mandate.count !== undefined && index >= mandate.count ? null : index;
}

/** Whether a mandate has such a period at all. */
export function hasPeriod(mandate: Mandate, index: number): boolean {
  const isCounted = mandate.count === undefined || index < mandate.count;
  if (!isCounted || index > MOST_PERIODS) return false;
  return mandate.end === undefined || periodStart(mandate, index) < mandate.end;
}

/** The last moment at which a period may be paid: the end of the one after it (WAL-74). */
export function payableUntil(mandate: Mandate, index: number): number {
  return periodStart(mandate, index + 2) - 1;
}

/** What was paid in one period of a mandate, held or cleared. */
export function paidInPeriod(view: LedgerView, mandate: VerifiedOf<'mandate'>, period: number) {
  const payments = view
    .about(mandate.id, 'transfer')
    .filter(({ id, body }) => body.mandate?.id === mandate.id && body.mandate.period === period && isTaken(view, id));
  return {
    places: new Set(payments.map(({ body }) => body.mandate?.index)),
    sum: payments.reduce((sum, { body }) => sum + body.amount, 0n),
  };
}

/** What was ordered in one period of a mandate, paid or not, but for what was refused or came back. */
export function orderedInPeriod(view: LedgerView, mandate: VerifiedOf<'mandate'>, period: number) {
  const orders = view
    .about(mandate.id, 'transfer')
    .filter(({ body }) => body.mandate?.id === mandate.id && body.mandate.period === period);
  const ended = new Set(['refused', 'returned']);
  const live = orders.filter(({ id }) => !ended.has(lineOf(view, id)?.line.status ?? 'sent'));
  return {
    /** Places that have an order, whatever became of it: another one there would be the same record, or contradict it. */
    places: new Set(orders.flatMap(({ body }) => body.mandate?.index ?? [])),
    sum: live.reduce((sum, { body }) => sum + body.amount, 0n),
  };
}

/** Where in the period that runs a payment of this much has its place; null where none is left, or it is too much (WAL-70, WAL-72). */
export function placeFor(
  view: LedgerView,
  mandate: VerifiedOf<'mandate'>,
  { now, amount }: { readonly now: number; readonly amount: bigint },
): { readonly period: number; readonly index: number } | null {
  const { perPayment, perPeriod, perPeriodCount } = mandate.body;
  const period = periodAt(mandate.body, now);
  if (period === null || amount > perPayment) return null;
  const { places, sum } = orderedInPeriod(view, mandate, period);
  const index = freePlace(places, perPeriodCount ?? 1);
  return index === null || sum + amount > perPeriod ? null : { period, index };
}

function freePlace(taken: ReadonlySet<number>, places: number): number | null {
  for (let index = 0; index < places; index += 1) if (!taken.has(index)) return index;
  return null;
}

/** When the period after now begins, ms; null where none does (WAL-70). */
export function nextPeriodAt(mandate: Mandate, now: number): number | null {
  const next = newestPeriod(mandate, now) + 1;
  return hasPeriod(mandate, next) ? periodStart(mandate, next) : null;
}

/** Whether the payer has ended a mandate. */
export function isRevoked(view: LedgerView, mandate: RecordId): boolean {
  return view.about(mandate, 'revoke').length > 0;
}

/** A payment of a mandate that is due and not ordered yet. */
export interface DuePayment {
  readonly mandate: VerifiedOf<'mandate'>;
  readonly period: number;
}

/** Which periods of a subscription are to be paid now (WAL-74): this one and the one before, if nobody ordered them. */
export function duePeriods(view: LedgerView, mandate: VerifiedOf<'mandate'>, now: number): readonly DuePayment[] {
  const payer = accountOfHolder(mandate.body.payer);
  if (isRevoked(view, mandate.id) || !isSignedLive(view, mandate, { account: payer, as: 'spend' })) return [];
  const ordered = new Set(view.about(mandate.id, 'transfer').map(({ body }) => body.mandate?.period));
  const newest = newestPeriod(mandate.body, now);
  return [newest - 1, newest].flatMap((period) => {
    const isDue = period >= 0 && hasPeriod(mandate.body, period) && now <= payableUntil(mandate.body, period);
    return isDue && !ordered.has(period) ? [{ mandate, period }] : [];
  });
}

/** The period that began last, counted on after the mandate has ended; -1 before the first. */
function newestPeriod(mandate: Mandate, now: number): number {
  const { end: _end, count: _count, ...endless } = mandate;
  return periodAt(endless, now) ?? -1;
}
