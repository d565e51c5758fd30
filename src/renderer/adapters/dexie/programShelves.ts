import { ok } from '@shared/result.ts';
import {
  type ProgramEntry,
  type ProgramLedger,
  emptyLedger,
  programEntrySchema,
  programLedgerSchema,
} from '@domain/mini/records.ts';
import type { ProgramShelf, ProgramShelves, Stored } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Connection } from './connection.ts';
import { PROGRAM_TABLES } from './programTables.ts';
import type { RowDoor } from './rowDoor.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';

const INDEX = '[space+instance+document+serial]';

/** What was said in mini programs, in IndexedDB. */
export class DexieProgramShelves implements ProgramShelves {
  private readonly connection: Connection;
  private readonly door: RowDoor;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
  }

  entries({ space, instance, document }: ProgramShelf, after: number, limit: number): Stored<readonly ProgramEntry[]> {
    return this.connection.run(async (database) => {
      const above = database.programEntries
        .where(INDEX)
        .between([space, instance, document, after], [space, instance, document, KEY_END], false, false);
      return this.door.parseAll('programEntries', programEntrySchema, await above.limit(limit).toArray());
    });
  }

  last(shelf: ProgramShelf): Stored<number> {
    return this.connection.run((database) => readLast(database, shelf));
  }

  watchLast(shelf: ProgramShelf): LiveQuery<number> {
    return this.connection.watch((database) => readLast(database, shelf));
  }

  addOwn(entry: Omit<ProgramEntry, 'serial'>): Stored<number> {
    const options = { tables: PROGRAM_TABLES, mode: 'readwrite', durability: 'strict' } as const;
    return this.connection.transact(options, async (scope) => {
      const row = await scope.get('programLedgers', [entry.space, entry.instance]);
      const ledger = this.door.parse('programLedgers', programLedgerSchema, row) ?? emptyLedger(entry);
      const serial = ledger.serial + 1;
      scope.put('programLedgers', [{ ...ledger, serial }]);
      scope.put('programEntries', [{ ...entry, serial }]);
      scope.touch('programEntries', entry.space);
      return ok(serial);
    });
  }

  watchLedgers(): LiveQuery<readonly ProgramLedger[]> {
    return this.connection.watch(async (database) =>
      this.door.parseAll('programLedgers', programLedgerSchema, await database.programLedgers.toArray()),
    );
  }
}

async function readLast(database: AccountDatabase, { space, instance, document }: ProgramShelf): Promise<number> {
  const shelf = database.programEntries
    .where(INDEX)
    .between([space, instance, document], [space, instance, document, KEY_END]);
  // oxlint-disable-next-line unicorn/no-array-reverse -- a stretch of an index, read from its end
  const [key] = await shelf.reverse().limit(1).primaryKeys();
  return Number(key?.[3] ?? 0);
}
