import { type RecordId, accountOfHolder } from '../ids.ts';
import type { VerifiedOf } from '../record.ts';
import { type LedgerView, isSignedLive } from '../standing.ts';
import { isTaken } from './lineOf.ts';

/** Whether both payers of a net have signed it by keys that are not frozen (WAL-81, WAL-100). */
export function isFullySigned(view: LedgerView, net: VerifiedOf<'net'>): boolean {
  return net.body.transfers.every((id) => {
    const payer = view.find('transfer', id)?.body.from;
    return payer !== undefined && isSignedLive(view, net, { account: accountOfHolder(payer), as: 'spend' });
  });
}

/** Whether a `why: net` transfer may clear: some net names it, both signed, and the other half is held or cleared (WAL-81). */
export function isNetted(view: LedgerView, id: RecordId): boolean {
  return view
    .about(id, 'net')
    .some((net) => isFullySigned(view, net) && net.body.transfers.every((each) => isTaken(view, each)));
}
