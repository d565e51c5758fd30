import type { AccountId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { joinBytes } from '../../codec/bytes.ts';
import { LATEST_AT } from '../../event/hybridClock.ts';
import { idBytes } from '../../event/codec.ts';
import { deriveNonce, eightBytes } from '../derive.ts';
import { type HolderId, type RecordId, type UnitId, accountOfHolder, holderOf } from '../ids.ts';
import { lapseAfter } from '../lapse.ts';
import { payableUntil } from '../readings/mandates.ts';
import { refundsOf } from '../readings/refunds.ts';
import type { Draft, VerifiedOf } from '../record.ts';
import type { LedgerView } from '../standing.ts';

/** How long after the end of what it gives back a refund can be judged and taken, ms: ten years. */
const REFUND_TERM = 3650 * 24 * 3_600_000;

/** Pays a single request: the same draft on every device of the payer that pays from this holder in this unit (WAL-130). */
export function payRequest(
  request: VerifiedOf<'request'>,
  { from, unit, amount }: { readonly from: HolderId; readonly unit: UnitId; readonly amount?: bigint },
): Result<Draft<'transfer'>, Failure<'amount-missing'>> {
  const sum = request.body.amount ?? amount;
  if (sum === undefined) return fail('amount-missing', 'the payer has to choose');
  const { payee, until } = request.body;
  return ok({
    type: 'transfer',
    nonce: deriveNonce('pay-request', joinBytes(idBytes(request.id), idBytes(accountOfHolder(from)))),
    body: { unit, from, to: payee, amount: sum, until, mode: 'now', req: request.id },
  });
}

/** One payment of a mandate: the same draft on every device of the payer (WAL-72, WAL-130). `amount` is `perPayment` unless said. */
export function payMandate(
  mandate: VerifiedOf<'mandate'>,
  { period, index, amount }: { readonly period: number; readonly index: number; readonly amount?: bigint },
): Draft<'transfer'> {
  const { payer, payee, unit, perPayment } = mandate.body;
  return {
    type: 'transfer',
    nonce: deriveNonce('pay-mandate', joinBytes(idBytes(mandate.id), eightBytes(period), eightBytes(index))),
    body: {
      unit,
      from: payer,
      to: payee,
      amount: amount ?? perPayment,
      until: Math.min(payableUntil(mandate.body, period), LATEST_AT),
      mode: 'now',
      mandate: { id: mandate.id, period, index },
    },
  };
}

/** The payee's acceptance of a transfer: one record, whichever device signs it. */
export function depositOf(transfer: RecordId): Draft<'deposit'> {
  return { type: 'deposit', nonce: deriveNonce('deposit', idBytes(transfer)), body: { ref: transfer } };
}

/**
 * Gives back some of a cleared transfer (WAL-116): by new units where its payee issued them, else by a transfer. `serial` tells several refunds
 * of one transfer apart; everything else follows from the transfer, so that one act on two devices is one record (WAL-130).
 */
export function refundOf(
  view: LedgerView,
  transfer: VerifiedOf<'transfer'>,
  act: { readonly amount: bigint; readonly serial: number },
): Result<Draft<'mint'> | Draft<'transfer'>, Failure<'unit-unknown' | 'refund-too-large'>> {
  const unit = view.find('unit', transfer.body.unit);
  if (unit === undefined) return fail('unit-unknown', 'what it rests on is missing');
  const { paid, refunded } = refundsOf(view, transfer.id);
  if (refunded + act.amount > paid) return fail('refund-too-large', `${paid - refunded} are left`);
  const nonce = refundNonce(transfer.id, act.serial);
  const { from, to } = transfer.body;
  const what = { unit: unit.id, amount: act.amount, refundOf: transfer.id };
  if (accountOfHolder(to) !== unit.body.issuer) {
    const until = Math.min(transfer.body.until + REFUND_TERM, LATEST_AT);
    return ok({ type: 'transfer', nonce, body: { ...what, from: to, to: from, until, mode: 'now' } });
  }
  return ok({
    type: 'mint',
    nonce,
    body: { ...what, ...lapseAfter(unit, transfer.body.until), to: from, why: 'refund' },
  });
}

/**
 * Gives back the debtor's units for what they paid outside (WAL-80): one record, whichever device of the creditor signs it (WAL-130). `serial` tells
 * several for one claim apart. A claim says no time, so it does not end by one.
 */
export function confirmationOf(
  { id, body }: VerifiedOf<'settle'>,
  { amount, serial }: { readonly amount: bigint; readonly serial: number },
): Draft<'transfer'> {
  const nonce = deriveNonce('settle', joinBytes(idBytes(id), eightBytes(serial)));
  const sides = { unit: body.unit, from: holderOf(body.creditor), to: holderOf(body.debtor) };
  return { type: 'transfer', nonce, body: { ...sides, amount, until: LATEST_AT, mode: 'now', why: 'settle', of: id } };
}

/** The nonce of a refund (WAL-130). */
export function refundNonce(transfer: RecordId, serial: number): Uint8Array {
  return deriveNonce('refund', joinBytes(idBytes(transfer), eightBytes(serial)));
}

/** What a payer can still order of a unit (WAL-48), not below zero. */
export function availableOf(view: LedgerView, unit: UnitId, holder: HolderId): bigint {
  const book = view.unit(unit);
  if (book === undefined) return 0n;
  const free = book.balanceOf(holder) - book.pendingOf(holder) + book.overdraftOf(holder);
  return free > 0n ? free : 0n;
}

/** Whether an account is a party of a transfer, and which. */
export function sideOf(transfer: VerifiedOf<'transfer'>, account: AccountId): 'payer' | 'payee' | null {
  if (accountOfHolder(transfer.body.from) === account) return 'payer';
  return accountOfHolder(transfer.body.to) === account ? 'payee' : null;
}
