import { accountOfHolder } from '../ids.ts';
import type { VerifiedOf } from '../record.ts';
import { type LedgerView, type Standing, parentOf, signedFor, voided } from '../standing.ts';

/** WAL-41: of a unit that is known, signed by a device of whoever pays. */
export function transferStanding(transfer: VerifiedOf<'transfer'>, view: LedgerView): Standing {
  const unit = parentOf(view, 'unit', transfer.body.unit);
  if (unit.record === null) return unit.standing;
  return signedFor(view, transfer, { account: accountOfHolder(transfer.body.from), as: 'spend' });
}

/** WAL-42, WAL-43: by any device of the payee. */
export function payeeStanding(record: VerifiedOf<'deposit'> | VerifiedOf<'decline'>, view: LedgerView): Standing {
  const transfer = parentOf(view, 'transfer', record.body.ref);
  if (transfer.record === null) return transfer.standing;
  return signedFor(view, record, { account: accountOfHolder(transfer.record.body.to), as: 'any' });
}

/** WAL-43: by any device of the payee; of an agreement (WAL-82) by any device of either. */
export function declineStanding(decline: VerifiedOf<'decline'>, view: LedgerView): Standing {
  if (view.record(decline.body.ref)?.type !== 'agree') return payeeStanding(decline, view);
  const agreement = parentOf(view, 'agree', decline.body.ref);
  if (agreement.record === null) return agreement.standing;
  const { a, b } = agreement.record.body;
  return signedFor(view, decline, { account: a, as: 'any' }, { account: b, as: 'any' });
}

/** WAL-43: by any device of the payer. */
export function cancelStanding(cancel: VerifiedOf<'cancel'>, view: LedgerView): Standing {
  const transfer = parentOf(view, 'transfer', cancel.body.ref);
  if (transfer.record === null) return transfer.standing;
  return signedFor(view, cancel, { account: accountOfHolder(transfer.record.body.from), as: 'any' });
}

/** WAL-45: by whom the transfer names. */
export function releaseStanding(release: VerifiedOf<'release'>, view: LedgerView): Standing {
  const transfer = parentOf(view, 'transfer', release.body.ref);
  if (transfer.record === null) return transfer.standing;
  const { from, release: rule } = transfer.record.body;
  if (rule === undefined) return voided('a transfer that nobody needs to release');
  if (rule.by === 'payer') return signedFor(view, release, { account: accountOfHolder(from), as: 'spend' });
  return signedFor(view, release, { account: rule.by, as: 'any' });
}

/** WAL-83: by a party of the transfer. */
export function disputeStanding(dispute: VerifiedOf<'dispute'>, view: LedgerView): Standing {
  const transfer = parentOf(view, 'transfer', dispute.body.ref);
  if (transfer.record === null) return transfer.standing;
  const { from, to } = transfer.record.body;
  const parties = [from, to].map((holder) => ({ account: accountOfHolder(holder), as: 'any' as const }));
  return signedFor(view, dispute, ...parties);
}

/** WAL-83: by the account the transfer names. */
export function rulingStanding(ruling: VerifiedOf<'ruling'>, view: LedgerView): Standing {
  const dispute = parentOf(view, 'dispute', ruling.body.ref);
  if (dispute.record === null) return dispute.standing;
  const by = view.find('transfer', dispute.record.body.ref)?.body.release?.by;
  if (by === undefined || by === 'payer') return voided('nobody is named to rule');
  return signedFor(view, ruling, { account: by, as: 'any' });
}
