import type { Table } from 'dexie';
import type * as v from 'valibot';
import type { RecordTable, Stored } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Connection } from './connection.ts';
import type { RowDoor } from './rowDoor.ts';
import type { AccountDatabase, TableName } from './schema.ts';

/** Which table, and how its rows are read. */
export interface TableShape<K, V> {
  readonly name: TableName;
  readonly table: (database: AccountDatabase) => Table<V, K>;
  readonly schema: v.GenericSchema<unknown, V>;
  /** Hears each row that was put. */
  readonly onPut?: (value: V) => void;
}

/** A table of small records in Dexie, written strictly. */
export class DexieRecordTable<K extends string, V> implements RecordTable<K, V> {
  private readonly connection: Connection;
  private readonly door: RowDoor;
  private readonly shape: TableShape<K, V>;

  constructor(connection: Connection, door: RowDoor, shape: TableShape<K, V>) {
    this.connection = connection;
    this.door = door;
    this.shape = shape;
  }

  get(key: K): Stored<V | null> {
    return this.connection.run((database) => this.read(database, key));
  }

  all(): Stored<readonly V[]> {
    return this.connection.run((database) => this.readAll(database));
  }

  put(value: V): Stored {
    return this.connection.run(async (database) => {
      await this.shape.table(database).put(value);
      this.shape.onPut?.(value);
    });
  }

  update(key: K, change: (current: V | null) => V | null): Stored<V | null> {
    return this.connection.run((database) =>
      database.transaction('rw', this.shape.table(database), async () => {
        const current = await this.read(database, key);
        const changed = change(current);
        if (changed === null) return current;
        await this.shape.table(database).put(changed);
        this.shape.onPut?.(changed);
        return changed;
      }),
    );
  }

  updateAll(keys: readonly K[], change: (key: K, current: V | null) => V | null): Stored {
    return this.connection.run((database) => {
      const table = this.shape.table(database);
      return database.transaction('rw', table, async () => {
        const found = await table.bulkGet([...keys]);
        const rows = keys.map((key, place) => change(key, this.parse(found[place])));
        const changed = rows.filter((row) => row !== null);
        await table.bulkPut(changed);
        for (const row of changed) this.shape.onPut?.(row);
      });
    });
  }

  remove(key: K): Stored {
    return this.connection.run((database) => this.shape.table(database).delete(key));
  }

  watch(key: K): LiveQuery<V | null> {
    return this.connection.watch((database) => this.read(database, key));
  }

  watchAll(): LiveQuery<readonly V[]> {
    return this.connection.watch((database) => this.readAll(database));
  }

  private read(database: AccountDatabase, key: K): PromiseLike<V | null> {
    const row = this.shape.table(database).get(key);
    return row.then((found) => this.parse(found));
  }

  private parse(found: unknown): V | null {
    return this.door.parse(this.shape.name, this.shape.schema, found);
  }

  private readAll(database: AccountDatabase): PromiseLike<readonly V[]> {
    const rows = this.shape.table(database).toArray();
    return rows.then((found) => this.door.parseAll(this.shape.name, this.shape.schema, found));
  }
}
