import type { EventId } from '@shared/ids.ts';
import { FORGOTTEN_LABELS, withForgotten } from '@domain/mini/forgottenLabels.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import type { AccountDatabase } from './schema.ts';

/** Notes the labels of rows that lose them (STO-122), in the transaction in which they do. */
export async function noteForgotten(
  { values }: Pick<AccountDatabase, 'values'>,
  rows: readonly Pick<ProgramRecord, 'instance' | 'label'>[],
): Promise<void> {
  if (rows.every(({ label }) => label === null)) return;
  const list = withForgotten((await values.get(FORGOTTEN_LABELS))?.value, rows);
  if (list !== null) await values.put({ name: FORGOTTEN_LABELS, value: list });
}

/** What changes of a row as its label goes. */
export type LabelChange = Partial<Pick<ProgramRecord, 'removed'>>;

/** See `ProgramShelves.forgetLabel`. */
export async function forgetLabel(database: AccountDatabase, instance: EventId, change: LabelChange): Promise<void> {
  const { programs, values } = database;
  await database.transaction('rw', [programs, values], async () => {
    const row = await programs.get(instance);
    if (row === undefined) return;
    await noteForgotten(database, [row]);
    await programs.put({ ...row, ...change, label: null });
  });
}
