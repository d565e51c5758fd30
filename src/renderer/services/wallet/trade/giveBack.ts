import { type Result, fail, ok } from '@shared/result.ts';
import { refundOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import { lineOf } from '@domain/wallet/readings/lineOf.ts';
import { isRefundOf } from '@domain/wallet/readings/refunds.ts';
import type { Draft, VerifiedOf } from '@domain/wallet/record.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { TransferStatus } from '@domain/wallet/unitView.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { Deeds } from './deeds.ts';

/** How often it is begun anew where it was refused: what is refused again and again is left to the person. */
const MOST_TRIES = 3;

/**
 * Gives all of a received payment back (WSV-179): once, by the record every device of the payee derives (WAL-130). What was given back of it already, or
 * is on its way, is let be: of that a person decides.
 */
export async function giveBack(deeds: Deeds, payment: RecordId): Promise<Result<void, WorkspaceError>> {
  const { view, account } = deeds;
  const transfer = view.find('transfer', payment);
  if (transfer === undefined || accountOfHolder(transfer.body.to) !== account || !isReceived(view, payment))
    return fail('payment-missing', 'nothing was received');
  const before = refundStates(view, transfer);
  // The serial counts what was refused, which all devices see alike, and not what anybody else says about the payment.
  if (before.some((status) => status !== 'refused') || before.length >= MOST_TRIES) return ok();
  const draft = refundOf(view, transfer, { amount: transfer.body.amount, serial: before.length + 1 });
  return draft.ok ? keep(deeds, draft.value) : fail('unit-missing', draft.error.message);
}

async function keep(deeds: Deeds, draft: Draft<'mint'> | Draft<'transfer'>): Promise<Result<void, WorkspaceError>> {
  if (draft.type === 'mint') {
    const made = await deeds.seal(draft, 'amount-invalid');
    return made.ok ? deeds.keepDecided(made.value) : made;
  }
  const { unit, amount, from } = draft.body;
  const covered = deeds.covered(unit, amount, from);
  const made = covered.ok ? await deeds.seal(draft, 'amount-invalid') : covered;
  return made.ok ? deeds.keepDecided(made.value) : made;
}

function isReceived(view: LedgerView, payment: RecordId): boolean {
  return lineOf(view, payment)?.line.status === 'cleared';
}

/** Whether something of a payment was given back, or is being: all but what was refused. */
export function hasRefund(view: LedgerView, payment: RecordId): boolean {
  const transfer = view.find('transfer', payment);
  return transfer !== undefined && refundStates(view, transfer).some((status) => status !== 'refused');
}

/** How each thing stands that whom was paid gave back of a payment. */
function refundStates(view: LedgerView, transfer: VerifiedOf<'transfer'>): readonly (TransferStatus | 'promised')[] {
  const book = view.unit(transfer.body.unit);
  const payer = accountOfHolder(transfer.body.from);
  const promised = view
    .about(transfer.id, 'mint')
    .filter(({ id, body }) => accountOfHolder(body.to) === payer && book?.mint(id)?.counts === true);
  const ordered = view.about(transfer.id, 'transfer').filter((refund) => isRefundOf(refund, transfer));
  return [
    ...promised.map(() => 'promised' as const),
    ...ordered.map(({ id }) => lineOf(view, id)?.line.status ?? 'sent'),
  ];
}
