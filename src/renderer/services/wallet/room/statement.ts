import type { HolderId, UnitId } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { Statement } from '../../workspace/walletRoom.ts';

/** Whose part of which book. */
export interface HeldUnit {
  readonly unit: UnitId;
  readonly holder: HolderId;
}

/** What a holder has, by the records here and by the word of the clerk where it gave one (WSV-71). `asked`: since when one waits for one, ms. */
export function statementOf(ledger: Ledger, { unit: id, holder }: HeldUnit, asked: number | null): Statement | null {
  const unit = ledger.unit(id);
  if (unit === undefined) return null;
  const entries = unit.bookedEpochs().reduce((sum, epoch) => sum + (unit.tailOf(epoch)?.seq ?? 0), 0);
  const signed = newestStatement(ledger, { unit: id, holder });
  return {
    balance: unit.balanceOf(holder),
    held: unit.heldFor(holder),
    entries,
    signed: signed === null ? null : { id: signed.id, ...pick(signed.body) },
    asked,
  };
}

/** Whether a clerk signed what the records here come to. */
export function isBorneOut({ balance, held, signed }: Statement): boolean {
  return signed !== null && signed.balance === balance && signed.held === held;
}

const pick = ({ balance, held, seq, at }: VerifiedOf<'statement'>['body']) => ({ balance, held, seq, at });

/** The last statement a clerk signed for a holder; null where there is none. */
export function newestStatement(
  view: LedgerView & { records(): Iterable<VerifiedRecord> },
  { unit, holder }: HeldUnit,
): VerifiedOf<'statement'> | null {
  let found: VerifiedOf<'statement'> | null = null;
  for (const { id, type } of view.records()) {
    const each = type === 'statement' ? view.find('statement', id) : undefined;
    if (each?.body.unit !== unit || each.body.holder !== holder) continue;
    if (found === null || compare(each, found) > 0) found = each;
  }
  return found;
}

/** By where the log stood: a clock that was ahead for a while says nothing of what is newest. Of one place the later word. */
function compare({ body: one }: VerifiedOf<'statement'>, { body: other }: VerifiedOf<'statement'>): number {
  return one.epoch - other.epoch || one.seq - other.seq || one.at - other.at;
}

/** What a clerk said last of its whole book; undefined where it said nothing. */
export function newestHead(unit: UnitView): VerifiedOf<'head'> | undefined {
  const heads = unit.bookedEpochs().flatMap((epoch) => unit.headsOf(epoch));
  return heads.toSorted((a, b) => b.body.epoch - a.body.epoch || b.body.seq - a.body.seq)[0];
}
