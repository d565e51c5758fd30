import type { EventId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { isIntact } from '@domain/mini/isIntact.ts';
import {
  type DocumentSnapshot,
  type ProgramEntry,
  type ProgramLedger,
  type ProgramPlace,
  documentSnapshotSchema,
  OWN_SHELF,
  emptyLedger,
  type UpdatePack,
  programLedgerSchema,
} from '@domain/mini/records.ts';
import type { PackStep, ProgramShelf, ProgramShelves, ProgramUsage, Stored } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Connection } from './connection.ts';
import { type LabelChange, forgetLabel } from './forgottenLabels.ts';
import { ProgramPacks } from './programPacks.ts';
import { PROGRAM_TABLES } from './programTables.ts';
import type { RowDoor } from './rowDoor.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';

const INDEX = '[space+instance+document+serial]';

/** What was said in mini programs, in IndexedDB. */
export class DexieProgramShelves implements ProgramShelves {
  private readonly connection: Connection;
  private readonly door: RowDoor;
  private readonly packed: ProgramPacks;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
    this.packed = new ProgramPacks(connection, door);
  }

  entries({ space, instance, document }: ProgramShelf, after: number, limit: number): Stored<readonly ProgramEntry[]> {
    return this.connection.run(async (database) => {
      const above = database.programEntries
        .where(INDEX)
        .between([space, instance, document, after], [space, instance, document, KEY_END], false, false);
      return this.door.programEntries(await above.limit(limit).toArray());
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

  ownNames(place: ProgramPlace): Stored<readonly string[]> {
    return this.connection.run(async (database) => {
      const names: string[] = [];
      // From each name on to the one behind it: a document has thousands of rows.
      for (let from = OWN_SHELF; ;) {
        const behind = database.programEntries.where(INDEX).between(...ownRange(place, from));
        const [key] = await behind.limit(1).primaryKeys();
        if (key === undefined) return names;
        const document = String(key[2]);
        names.push(document.slice(OWN_SHELF.length));
        from = `${document}\0`;
      }
    });
  }

  dropOwn(place: ProgramPlace): Stored {
    const options = {
      tables: ['programEntries', 'documentSnapshots'],
      mode: 'readwrite',
      durability: 'strict',
    } as const;
    const [from, to] = ownRange(place, OWN_SHELF);
    return this.connection.transact(options, (scope) => {
      const range = this.connection.keyRange.bound(from, to, false, true);
      for (const table of options.tables) scope.delete(table, range);
      scope.touch('programEntries', place.space);
      return Promise.resolve(ok());
    });
  }

  forgetLabel(instance: EventId, change: LabelChange = {}): Stored {
    return this.connection.run((database) => forgetLabel(database, instance, change));
  }

  usage({ space, instance }: ProgramPlace): Stored<ProgramUsage> {
    return this.connection.run(async (database) => {
      const usage = { updates: 0, documents: 0 };
      const [from, to] = [
        [space, instance],
        [space, instance, KEY_END],
      ];
      await database.programEntries
        .where(INDEX)
        .between(from, to)
        .each(({ document, bytes }) => {
          usage[document === '' ? 'updates' : 'documents'] += bytes.length;
        });
      await database.documentSnapshots
        .where('[space+instance+document]')
        .between(from, to)
        .each(({ bytes }) => {
          usage.documents += bytes.length;
        });
      await database.programPacks
        .where('[space+instance+last]')
        .between(from, to)
        .each(({ text }) => {
          usage.updates += text.length;
        });
      return usage;
    });
  }

  snapshot({ space, instance, document }: ProgramShelf): Stored<DocumentSnapshot | null> {
    return this.connection.run(async (database) => {
      const row = await database.documentSnapshots.get([space, instance, document]);
      const kept = this.door.parse('documentSnapshots', documentSnapshotSchema, row);
      if (kept === null || isIntact(kept)) return kept;
      this.door.report({ table: 'documentSnapshots', key: `${space}/${instance}/${document}`, reason: 'digest' });
      return null;
    });
  }

  keepSnapshot(snapshot: DocumentSnapshot): Stored {
    // Losing it in a power cut costs a replay.
    const options = {
      tables: ['programEntries', 'documentSnapshots'],
      mode: 'readwrite',
      durability: 'relaxed',
    } as const;
    return this.connection.transact(options, async (scope) => {
      const { space, instance, document, serial } = snapshot;
      const isOwn = document.startsWith(OWN_SHELF);
      const last = isOwn ? await scope.get('programEntries', [space, instance, document, serial]) : null;
      if (last === undefined) return ok();
      const row = await scope.get('documentSnapshots', [space, instance, document]);
      const before = this.door.parse('documentSnapshots', documentSnapshotSchema, row);
      // One that is damaged gives way, however far it goes.
      if (before === null || before.serial <= serial || !isIntact(before)) scope.put('documentSnapshots', [snapshot]);
      return ok();
    });
  }

  packs(place: ProgramPlace, after: number, limit: number): Stored<readonly UpdatePack[]> {
    return this.packed.read(place, after, limit);
  }

  packUpdates(place: ProgramPlace, least: number): Stored<PackStep> {
    return this.packed.pack(place, least);
  }

  dropPacks(place: ProgramPlace, after: number): Stored {
    return this.packed.drop(place, after);
  }

  unpacked(least: number): Stored<readonly ProgramPlace[]> {
    return this.packed.unpacked(least);
  }

  watchLedgers(): LiveQuery<readonly ProgramLedger[]> {
    return this.connection.watch(async (database) =>
      this.door.parseAll('programLedgers', programLedgerSchema, await database.programLedgers.toArray()),
    );
  }
}

/** Of one's own documents of an instance those from a name on. */
function ownRange({ space, instance }: ProgramPlace, from: string): [string[], string[]] {
  return [
    [space, instance, from],
    [space, instance, `${OWN_SHELF}\uffff`],
  ];
}

async function readLast(database: AccountDatabase, { space, instance, document }: ProgramShelf): Promise<number> {
  const shelf = database.programEntries
    .where(INDEX)
    .between([space, instance, document], [space, instance, document, KEY_END]);
  // oxlint-disable-next-line unicorn/no-array-reverse -- a stretch of an index, read from its end
  const [key] = await shelf.reverse().limit(1).primaryKeys();
  return Number(key?.[3] ?? 0);
}
