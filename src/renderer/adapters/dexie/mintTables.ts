import { ok } from '@shared/result.ts';
import { coinSchema, mintSchema, mintTaskSchema } from '@domain/cashu/records.ts';
import type { Stored } from '@ports/documentStore.ts';
import type { MintChanges, MintHoldings, MintStore } from '@ports/mintStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Connection } from './connection.ts';
import type { RowDoor } from './rowDoor.ts';
import type { AccountDatabase } from './schema.ts';
import type { WriteScope } from './writeScope.ts';

const TABLES = ['mints', 'mintCoins', 'mintTasks'] as const;
const WRITE = { tables: TABLES, mode: 'readwrite', durability: 'strict' } as const;

/** Mints in IndexedDB. */
export class DexieMintStore implements MintStore {
  private readonly connection: Connection;
  private readonly door: RowDoor;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
  }

  write({ mints = [], coins = [], tasks = [], spent = [], forgotten }: MintChanges): Stored {
    return this.connection.transact(WRITE, async (scope) => {
      scope.put('mints', mints);
      for (const secret of spent) this.drop(scope, 'mintCoins', secret);
      scope.put('mintCoins', coins);
      scope.put('mintTasks', tasks);
      for (const { url } of mints) scope.touch('mints', url);
      for (const { secret } of coins) scope.touch('mintCoins', secret);
      for (const { id } of tasks) scope.touch('mintTasks', id);
      if (forgotten !== undefined) await this.forget(scope, forgotten);
      return ok();
    });
  }

  private async forget(scope: WriteScope, mint: string): Promise<void> {
    const range = this.connection.keyRange.only(mint);
    const of = (table: 'mintCoins' | 'mintTasks') => scope.keys({ table, name: 'mint', range });
    const [coins, tasks] = await Promise.all([of('mintCoins'), of('mintTasks')]);
    this.drop(scope, 'mints', mint);
    for (const key of coins) this.drop(scope, 'mintCoins', key);
    for (const key of tasks) this.drop(scope, 'mintTasks', key);
  }

  private drop(scope: WriteScope, table: (typeof TABLES)[number], key: IDBValidKey): void {
    scope.delete(table, key);
    if (typeof key === 'string') scope.touch(table, key);
  }

  read(): Stored<MintHoldings> {
    return this.connection.run((database) => this.readAll(database));
  }

  watch(): LiveQuery<MintHoldings> {
    return this.connection.watch((database) => this.readAll(database));
  }

  private async readAll(database: AccountDatabase): Promise<MintHoldings> {
    const [mints, coins, tasks] = await Promise.all([
      database.mints.toArray(),
      database.mintCoins.toArray(),
      database.mintTasks.toArray(),
    ]);
    return {
      mints: this.door.parseAll('mints', mintSchema, mints),
      coins: this.door.parseAll('mintCoins', coinSchema, coins),
      tasks: this.door.parseAll('mintTasks', mintTaskSchema, tasks).toSorted((a, b) => b.at - a.at),
    };
  }
}
