import type { HolderId, UnitId } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Statement } from '../../workspace/walletRoom.ts';

/** What a holder has, by the records here and by the word of the clerk where it gave one (WSV-71). */
export function statementOf(ledger: Ledger, id: UnitId, holder: HolderId): Statement | null {
  const unit = ledger.unit(id);
  if (unit === undefined) return null;
  const entries = unit.bookedEpochs().reduce((sum, epoch) => sum + (unit.tailOf(epoch)?.seq ?? 0), 0);
  const signed = newest(ledger, id, holder);
  return {
    balance: unit.balanceOf(holder),
    held: unit.heldFor(holder),
    entries,
    signed: signed === null ? null : { id: signed.id, ...pick(signed.body) },
  };
}

const pick = ({ balance, held, seq, at }: VerifiedOf<'statement'>['body']) => ({ balance, held, seq, at });

function newest(ledger: Ledger, unit: UnitId, holder: HolderId): VerifiedOf<'statement'> | null {
  let found: VerifiedOf<'statement'> | null = null;
  for (const { id, type } of ledger.records()) {
    const each = type === 'statement' ? ledger.find('statement', id) : undefined;
    if (each?.body.unit !== unit || each.body.holder !== holder) continue;
    if (found === null || each.body.at > found.body.at) found = each;
  }
  return found;
}
