import type { RecordId } from '../ids.ts';
import type { LedgerView } from '../standing.ts';
import type { TransferLine, UnitView } from '../unitView.ts';

/** A transfer in its book; null for one that is not known. */
export function lineOf(
  view: LedgerView,
  id: RecordId,
): { readonly unit: UnitView; readonly line: TransferLine } | null {
  const transfer = view.find('transfer', id);
  const unit = transfer === undefined ? undefined : view.unit(transfer.body.unit);
  const line = unit?.transfer(id);
  return unit === undefined || line === undefined ? null : { unit, line };
}

/** Whether a transfer is held or cleared: whether the payer has its money no more. */
export function isTaken(view: LedgerView, id: RecordId): boolean {
  const status = lineOf(view, id)?.line.status;
  return status === 'held' || status === 'cleared';
}
