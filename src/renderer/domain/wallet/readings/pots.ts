import type { HolderId, RecordId } from '../ids.ts';
import { isAhead } from '../logTime.ts';
import type { LedgerView } from '../standing.ts';
import type { TransferLine, UnitView } from '../unitView.ts';

const DAY = 24 * 3_600_000;
const dayOf = (time: number) => Math.floor(time / DAY);

/**
 * What was paid of one unit out of a pot on the UTC day of `now`, ms (WAL-24): held or cleared, by the clerk's clock. What a log has that is ahead of
 * the clock (WAL-60) counts today, too: the clerk goes on from there. `without` is not counted.
 */
export function spentOnDay(
  view: LedgerView,
  book: UnitView,
  pot: { readonly id: RecordId; readonly holder: HolderId; readonly now: number; readonly without?: RecordId },
): bigint {
  const spent = view.about(pot.id, 'transfer').filter(({ id, body }) => {
    const line = book.transfer(id);
    const isCounted = line?.status === 'held' || line?.status === 'cleared';
    if (!isCounted || id === pot.without || body.from !== pot.holder) return false;
    const first = firstAt(line);
    return dayOf(first) === dayOf(pot.now) || isAhead(first, pot.now);
  });
  return spent.reduce((sum, { body }) => sum + body.amount, 0n);
}

/** When the first verdict on a transfer was entered, by its place: times go back where a clock was wrong. */
function firstAt({ entries }: TransferLine): number {
  const [first] = entries.toSorted((a, b) => a.body.epoch - b.body.epoch || a.body.seq - b.body.seq);
  return first?.body.at ?? 0;
}
