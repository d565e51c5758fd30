import { type HolderId, accountOfHolder } from '../ids.ts';
import type { VerifiedOf } from '../record.ts';
import { COUNTS, type LedgerView, type Standing, parentOf, signedFor, voided } from '../standing.ts';

const anyOf = (holder: HolderId) => ({ account: accountOfHolder(holder), as: 'any' as const });

/** WAL-50: by any device of the payee. */
export function requestStanding(request: VerifiedOf<'request'>, view: LedgerView): Standing {
  return signedFor(view, request, anyOf(request.body.payee));
}

/** WAL-51: by any device of the payee of the request. */
export function receiptStanding(receipt: VerifiedOf<'receipt'>, view: LedgerView): Standing {
  const request = parentOf(view, 'request', receipt.body.req);
  if (request.record === null) return request.standing;
  return signedFor(view, receipt, anyOf(request.record.body.payee));
}

/** WAL-52: the payee says what it did, whoever pays what came. Which of the two it is, a reader of the order looks up. */
export function stepStanding(step: VerifiedOf<'step'>, view: LedgerView): Standing {
  const request = parentOf(view, 'request', step.body.req);
  return request.record === null ? request.standing : COUNTS;
}

/** WAL-70: of a unit that is known, by a device that spends for the payer. */
export function mandateStanding(mandate: VerifiedOf<'mandate'>, view: LedgerView): Standing {
  const unit = parentOf(view, 'unit', mandate.body.unit);
  if (unit.record === null) return unit.standing;
  return signedFor(view, mandate, { account: accountOfHolder(mandate.body.payer), as: 'spend' });
}

/** WAL-73: by any device of the payer. */
export function revokeStanding(revoke: VerifiedOf<'revoke'>, view: LedgerView): Standing {
  const mandate = parentOf(view, 'mandate', revoke.body.mandate);
  if (mandate.record === null) return mandate.standing;
  return signedFor(view, revoke, anyOf(mandate.record.body.payer));
}

/** WAL-80: by any device of the debtor, who issues the unit. */
export function settleStanding(settle: VerifiedOf<'settle'>, view: LedgerView): Standing {
  const unit = parentOf(view, 'unit', settle.body.unit);
  if (unit.record === null) return unit.standing;
  if (unit.record.body.issuer !== settle.body.debtor) return voided('owes what another issued');
  return signedFor(view, settle, { account: settle.body.debtor, as: 'any' });
}

/** WAL-81: two notes, each redeemed by who holds the other's; by a device that spends for either. Whether both signed is looked up. */
export function netStanding(net: VerifiedOf<'net'>, view: LedgerView): Standing {
  const [firstId, secondId] = net.body.transfers;
  if (firstId === undefined || secondId === undefined) return voided('not two transfers');
  const first = parentOf(view, 'transfer', firstId);
  if (first.record === null) return first.standing;
  const second = parentOf(view, 'transfer', secondId);
  if (second.record === null) return second.standing;
  if (!isRedeemedBy(first.record, second.record, view) || !isRedeemedBy(second.record, first.record, view)) {
    return voided('no two notes of each other');
  }
  const [a, b] = [first.record.body.from, second.record.body.from].map(accountOfHolder);
  if (a === undefined || b === undefined) return voided('no two payers');
  return signedFor(view, net, { account: a, as: 'spend' }, { account: b, as: 'spend' });
}

/** Whether `note` goes back to its issuer, who is the payer of `other`. */
function isRedeemedBy(note: VerifiedOf<'transfer'>, other: VerifiedOf<'transfer'>, view: LedgerView): boolean {
  const issuer = view.find('unit', note.body.unit)?.body.issuer;
  return (
    note.body.why === 'net' && accountOfHolder(note.body.to) === issuer && accountOfHolder(other.body.from) === issuer
  );
}

/** WAL-82: by a device of either; whether both signed is looked up. */
export function agreeStanding(agree: VerifiedOf<'agree'>, view: LedgerView): Standing {
  const unit = parentOf(view, 'unit', agree.body.unit);
  if (unit.record === null) return unit.standing;
  const { a, b } = agree.body;
  return signedFor(view, agree, { account: a, as: 'any' }, { account: b, as: 'any' });
}
