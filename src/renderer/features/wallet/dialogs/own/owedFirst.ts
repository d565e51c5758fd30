import type { Unit } from '@services/workspace/walletWorkspace.ts';

/** What is plainly owed before what was prepaid, points and the like: the first is chosen unless a person chooses another. */
export function owedFirst<Row>(rows: readonly Row[], unitOf: (row: Row) => Pick<Unit, 'kind'>): readonly Row[] {
  return rows.toSorted((one, other) => Number(unitOf(one).kind !== 'iou') - Number(unitOf(other).kind !== 'iou'));
}
