import type { VerifiedOf } from '../record.ts';
import type { UnitView } from '../unitView.ts';

/** Whether everything a book follows is here: the log of the epoch before, up to where the book says it ended (WAL-110). */
export function followsWhole(unit: UnitView, { body: { from } }: VerifiedOf<'book'>): boolean {
  return from === undefined || (unit.tailOf(from.epoch)?.seq ?? 0) >= from.seq;
}
