import type { HolderId, RecordId } from '../ids.ts';
import type { LedgerView } from '../standing.ts';
import type { UnitView } from '../unitView.ts';

const DAY = 24 * 3_600_000;
const dayOf = (time: number) => Math.floor(time / DAY);

/** What was paid of one unit out of a pot on the UTC day of `now`, ms (WAL-24): held or cleared, by the clerk's clock. `without` is not counted. */
export function spentOnDay(
  view: LedgerView,
  book: UnitView,
  pot: { readonly id: RecordId; readonly holder: HolderId; readonly now: number; readonly without?: RecordId },
): bigint {
  const spent = view.about(pot.id, 'transfer').filter(({ id, body }) => {
    const line = book.transfer(id);
    const isCounted = line?.status === 'held' || line?.status === 'cleared';
    const first = Math.min(...(line?.entries ?? []).map((entry) => entry.body.at));
    return isCounted && id !== pot.without && body.from === pot.holder && dayOf(first) === dayOf(pot.now);
  });
  return spent.reduce((sum, { body }) => sum + body.amount, 0n);
}
