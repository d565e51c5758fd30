/** How long an invoice for notes matters. Its end is told by the mint’s clock, which may be another than this one. */
import type { MintTask } from './records.ts';

const DAY = 24 * 3_600_000;

/** How long after its end an unpaid invoice may be paid yet, ms. */
const GRACE = 10 * 60_000;

/** How long an invoice is asked about after its end, ms: a payment can hang for two weeks on its way over Lightning. */
const LATE = 14 * DAY;

type Invoice = Pick<MintTask, 'at' | 'until'>;

/** Until when a mint is asked about an invoice that was not paid; null where it does not end. */
export function askedUntil({ at, until }: Invoice): number | null {
  return until === null ? null : Math.max(at, until) + LATE;
}

/** Whether an invoice that was not paid is not expected to be any more: by its end, and a day after it was made here. */
export function isInvoiceOver({ at, until }: Invoice, now: number): boolean {
  return Math.max(until ?? 0, at + DAY) + GRACE < now;
}
