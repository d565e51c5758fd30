import type { AccountId } from '@shared/ids.ts';
import type { OutgoingRecord } from '@domain/wallet/keptRecords.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';

/** What people who are to see a book from now on have to be given of it: every promise, and the log from its beginning. */
export function logFor(unit: UnitView, accounts: ReadonlySet<AccountId>): readonly OutgoingRecord[] {
  if (accounts.size === 0) return [];
  const mints = [...unit.mints()].map(({ mint }) => mint.id);
  const entries = unit
    .bookedEpochs()
    .toReversed()
    .flatMap((epoch) => entriesOf(unit, epoch));
  return [...accounts].flatMap((account) => [...mints, ...entries].map((id) => ({ account, id })));
}

function entriesOf(unit: UnitView, epoch: number) {
  const length = unit.tailOf(epoch)?.seq ?? 0;
  return Array.from({ length }, (_, place) => unit.entriesAt(epoch, place + 1).map(({ id }) => id)).flat();
}
