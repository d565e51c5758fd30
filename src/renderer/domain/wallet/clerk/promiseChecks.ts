import { accountOfHolder } from '../ids.ts';
import { hasPeriod, isRevoked, paidInPeriod, payableUntil, periodStart } from '../readings/mandates.ts';
import { isTaken } from '../readings/lineOf.ts';
import { isRefundOf, refundsOf } from '../readings/refunds.ts';
import type { BodyOf, VerifiedOf } from '../record.ts';
import { type Case, type Outcome, PASSES, fails, passesIf, waitsFor } from './case.ts';

/** How long before its period begins a payment of a mandate waits, ms: clocks differ, and what was refused once is never paid. */
const WAITS_BEFORE = 24 * 3_600_000;

/** WAL-114: it pays what the request asks, once. */
export function checkRequest(given: Case): Outcome {
  const { req } = given.transfer.body;
  if (req === undefined) return PASSES;
  const request = given.view.find('request', req);
  if (request === undefined) return waitsFor(req);
  if (!fitsRequest(given, request.body)) return fails('not-allowed');
  if (!given.line.isContested && given.now > request.body.until) return fails('expired');
  return passesIf(!request.body.single || !isPaidElsewhere(given, request), 'paid-already');
}

function fitsRequest({ book, transfer }: Case, request: BodyOf<'request'>): boolean {
  const { to, from, unit, amount } = transfer.body;
  const isUnit = request.units.includes(unit) && request.decimals === book.unit.body.decimals;
  const isAmount = request.amount === undefined || request.amount === amount;
  const isPayer = request.payer === undefined || request.payer === accountOfHolder(from);
  return isUnit && isAmount && isPayer && request.payee === to;
}

/** In this unit: of another this clerk may know more or less than others do. */
function isPaidElsewhere({ view, transfer }: Case, request: VerifiedOf<'request'>): boolean {
  const { unit } = transfer.body;
  return view
    .about(request.id, 'transfer')
    .some(({ id, body }) => id !== transfer.id && body.req === request.id && body.unit === unit && isTaken(view, id));
}

/** WAL-115: it keeps the bounds of its mandate. */
export function checkMandate(given: Case): Outcome {
  const use = given.transfer.body.mandate;
  if (use === undefined) return PASSES;
  const mandate = given.view.find('mandate', use.id);
  if (mandate === undefined) return waitsFor(use.id);
  if (isRevoked(given.view, mandate.id) || !fitsMandate(given, mandate.body)) return fails('not-allowed');
  const early = periodStart(mandate.body, use.period) - given.now;
  if (early > 0) return early > WAITS_BEFORE ? fails('not-allowed') : waitsFor();
  const late = !given.line.isContested && given.now > payableUntil(mandate.body, use.period);
  if (late) return fails('expired');
  const { places, sum } = paidInPeriod(given.view, mandate, use.period);
  if (places.has(use.index)) return fails('paid-already');
  return passesIf(sum + given.transfer.body.amount <= mandate.body.perPeriod, 'over-limit');
}

function fitsMandate({ transfer }: Case, mandate: BodyOf<'mandate'>): boolean {
  const { from, to, unit, amount, mandate: use } = transfer.body;
  if (use === undefined) return false;
  const isAllowed = from === mandate.payer && to === mandate.payee && unit === mandate.unit;
  const isPlace = use.index < (mandate.perPeriodCount ?? 1) && hasPeriod(mandate, use.period);
  return isAllowed && isPlace && amount <= mandate.perPayment;
}

/** WAL-116: it gives back no more than was paid. */
export function checkRefund({ view, book, transfer }: Case): Outcome {
  const { refundOf, amount } = transfer.body;
  if (refundOf === undefined) return PASSES;
  const original = view.find('transfer', refundOf);
  if (original === undefined || book.transfer(refundOf)?.status !== 'cleared') return waitsFor(refundOf);
  if (!isRefundOf(transfer, original)) return fails('not-allowed');
  const { paid, refunded } = refundsOf(view, refundOf);
  return passesIf(refunded + amount <= paid, 'over-limit');
}
