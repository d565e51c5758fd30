import { ok } from '@shared/result.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import {
  type KeptProof,
  type OutgoingRecord,
  type UnitNote,
  keptProofSchema,
  outgoingRecordSchema,
  unitNoteSchema,
} from '@domain/wallet/keptRecords.ts';
import type { RecordTable, Stored } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { WalletChanges, WalletStore } from '@ports/walletStore.ts';
import type { Connection } from './connection.ts';
import { DexieRecordTable } from './dexieRecordTable.ts';
import type { RowDoor } from './rowDoor.ts';
import type { AccountDatabase } from './schema.ts';
import type { WriteScope } from './writeScope.ts';

const WRITE = { tables: ['walletRecords', 'walletOutbox'], mode: 'readwrite', durability: 'strict' } as const;
/** That somebody has something: what is lost of it is sent once more, and said once more to be there. */
const ANSWERED = { tables: ['walletOutbox'], mode: 'readwrite', durability: 'relaxed' } as const;

/** The wallet in IndexedDB. */
export class DexieWalletStore implements WalletStore {
  readonly units: RecordTable<RecordId, UnitNote>;
  private readonly connection: Connection;
  private readonly door: RowDoor;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
    this.units = new DexieRecordTable(connection, door, {
      name: 'walletUnits',
      table: (database) => database.walletUnits,
      schema: unitNoteSchema,
    });
  }

  write(changes: WalletChanges): Stored {
    const isNews = changes.kept.length + changes.out.length > 0;
    return this.connection.transact(isNews ? WRITE : ANSWERED, async (scope) => {
      await this.keep(scope, changes.kept);
      scope.put('walletOutbox', changes.out);
      for (const { account, id } of changes.done) scope.delete('walletOutbox', [account, id]);
      return ok();
    });
  }

  private async keep(scope: WriteScope, kept: WalletChanges['kept']): Promise<void> {
    if (kept.length === 0) return;
    const range = (id: string) =>
      ({ table: 'walletRecords', name: 'id', range: this.connection.keyRange.only(id) }) as const;
    const [last, ...before] = await Promise.all([
      scope.last('walletRecords', this.connection.keyRange.lowerBound(0)),
      ...kept.map(({ id }) => scope.indexed(range(id))),
    ]);
    const serial = this.door.parse('walletRecords', keptProofSchema, last)?.serial ?? 0;
    for (const [place, proof] of kept.entries()) {
      const known = this.door.parse('walletRecords', keptProofSchema, before[place]?.[0]);
      if (known !== null) scope.delete('walletRecords', known.serial);
      scope.put('walletRecords', [{ ...proof, at: known?.at ?? proof.at, serial: serial + place + 1 }]);
    }
    scope.touch('walletRecords', serial + kept.length);
  }

  after(serial: number, limit: number): Stored<readonly KeptProof[]> {
    return this.connection.run(async (database) => {
      const rows = await database.walletRecords.where('serial').above(serial).limit(limit).toArray();
      return this.door.parseAll('walletRecords', keptProofSchema, rows);
    });
  }

  last(): Stored<number> {
    return this.connection.run(readLastSerial);
  }

  watchLast(): LiveQuery<number> {
    return this.connection.watch(readLastSerial);
  }

  outbox(): Stored<readonly OutgoingRecord[]> {
    return this.connection.run(async (database) =>
      this.door.parseAll('walletOutbox', outgoingRecordSchema, await database.walletOutbox.toArray()),
    );
  }
}

/** The greatest serial of the wallet; 0 where nothing is kept. */
export async function readLastSerial(database: AccountDatabase): Promise<number> {
  // oxlint-disable-next-line unicorn/no-array-reverse -- a table, read from its end
  const [key] = await database.walletRecords.orderBy('serial').reverse().limit(1).primaryKeys();
  return key ?? 0;
}
