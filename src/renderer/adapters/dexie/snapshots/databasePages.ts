/** A database as its shape and pages of rows, past Dexie, whatever version it has. Everything rejects on failure. */
import * as v from 'valibot';
import type { Platform } from '../platform.ts';
import { answer, openExisting, put, shapeOf } from '../databaseCopy.ts';

/** Rows in one read and one transaction. */
const PAGE = 500;

const keyPath = v.union([v.string(), v.array(v.string())]);
/** Stores and indexes of a database. */
export const databaseShapeSchema = v.strictObject({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  stores: v.array(
    v.strictObject({
      name: v.string(),
      keyPath,
      indexes: v.array(
        v.strictObject({
          name: v.string(),
          keyPath,
          options: v.strictObject({ unique: v.boolean(), multiEntry: v.boolean() }),
        }),
      ),
    }),
  ),
});
/** See {@link databaseShapeSchema}. */
export type DatabaseShape = v.InferOutput<typeof databaseShapeSchema>;

/** Rows of one store. */
export interface RowPage {
  readonly store: string;
  readonly rows: readonly unknown[];
}

/** A database that is being read. */
export interface ReadDatabase {
  readonly shape: DatabaseShape;
  /** Rows of one store, or of all, in the order of their keys; of each page at one moment. */
  pages(store?: string): AsyncGenerator<RowPage>;
  close(): void;
}

/** Opens a database as it is. One that is to be upgraded or deleted meanwhile is let go. */
export async function readDatabase({ indexedDB, IDBKeyRange: range }: Platform, name: string): Promise<ReadDatabase> {
  const database = await openExisting(indexedDB, name);
  database.addEventListener('versionchange', () => database.close());
  const names = [...database.objectStoreNames];
  const stores =
    names.length === 0 ? [] : names.map((store) => shapeOf(database.transaction(store).objectStore(store)));
  // The mark of a copy has no key path, and is no row of anybody's.
  const kept = stores.filter((store) => store.keyPath !== null);
  return {
    shape: v.parse(databaseShapeSchema, { version: database.version, stores: kept }),
    pages: (store) => pagesOf(database, store === undefined ? kept.map((one) => one.name) : [store], range),
    close: () => database.close(),
  };
}

async function* pagesOf(
  database: IDBDatabase,
  stores: readonly string[],
  range: typeof IDBKeyRange,
): AsyncGenerator<RowPage> {
  for (const store of stores.filter((name) => database.objectStoreNames.contains(name))) {
    for (let after: IDBValidKey | null = null; ;) {
      const table = database.transaction(store).objectStore(store);
      const wanted: IDBKeyRange | null = after === null ? null : range.lowerBound(after, true);
      const [rows, keys]: [unknown[], IDBValidKey[]] = await Promise.all([
        answer(table.getAll(wanted, PAGE)),
        answer(table.getAllKeys(wanted, PAGE)),
      ]);
      const last = keys.at(-1);
      if (last === undefined) break;
      yield { store, rows };
      after = last;
    }
  }
}

/** Makes a database of that shape, in place of whatever had the name, and puts the pages into it. */
export async function writeDatabase(
  { indexedDB }: Platform,
  { name, shape }: { readonly name: string; readonly shape: DatabaseShape },
  pages: AsyncIterable<RowPage>,
): Promise<void> {
  await answer(indexedDB.deleteDatabase(name));
  const request = indexedDB.open(name, shape.version);
  request.addEventListener('upgradeneeded', () => {
    for (const store of shape.stores) {
      const made = request.result.createObjectStore(store.name, { keyPath: store.keyPath });
      for (const index of store.indexes) made.createIndex(index.name, index.keyPath, index.options);
    }
  });
  const database = await answer(request);
  try {
    for await (const { store, rows } of pages) await put(database, store, rows);
  } finally {
    database.close();
  }
}
