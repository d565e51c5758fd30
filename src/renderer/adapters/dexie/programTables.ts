/** Rows of mini programs: what a batch needs of them, what it writes, and how they are read. */
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { IntakePlan } from '@domain/intake/intake.ts';
import { type ProgramsKnown, programsOf } from '@domain/mini/programDraft.ts';
import { programKey, programLedgerSchema, programPartSchema } from '@domain/mini/records.ts';
import type { RowContext } from './conversationRow.ts';
import type { TableName } from './schema.ts';
import type { WriteScope } from './writeScope.ts';

/** The tables of what is said in programs. */
export const PROGRAM_TABLES: readonly TableName[] = ['programs', 'programLedgers', 'programEntries', 'programParts'];

/** Reads nothing where the batch says nothing in programs. */
export async function programsRead(
  scope: WriteScope,
  events: readonly AdmittedEvent[],
  { door, keyRange }: RowContext,
): Promise<ProgramsKnown> {
  const wanted = programsOf(events);
  if (wanted.ledgers.length === 0) return { ledgers: new Map(), parts: [] };
  const [ledgers, parts] = await Promise.all([
    Promise.all(wanted.ledgers.map(({ space, instance }) => scope.get('programLedgers', [space, instance]))),
    Promise.all(
      wanted.parts.map(({ space, instance, device, first, last }) =>
        scope.rows('programParts', keyRange.bound([space, instance, device, first], [space, instance, device, last])),
      ),
    ),
  ]);
  const known = door.parseAll('programLedgers', programLedgerSchema, ledgers);
  return {
    ledgers: new Map(known.map((ledger) => [programKey(ledger), ledger])),
    parts: door.parseAll('programParts', programPartSchema, parts.flat()),
  };
}

/** Writes what was said in programs. Lines that gave way go before messages are put. */
export function writePrograms(scope: WriteScope, { programs, said }: Pick<IntakePlan, 'programs' | 'said'>): void {
  for (const { space, at, id } of said.goneLines) {
    scope.delete('messages', [space, at, id]);
    scope.touch('messages', space);
  }
  scope.put('programs', programs);
  scope.put('programLedgers', said.ledgers);
  scope.put('programEntries', said.entries);
  scope.put('programParts', said.parts);
  for (const { instance } of programs) scope.touch('programs', instance);
  for (const { space } of said.ledgers) scope.touch('programLedgers', space);
  for (const { space } of said.entries) scope.touch('programEntries', space);
}
