/** A database as its shape and pages of rows, past Dexie, whatever version it has. Everything rejects on failure. */
import * as v from 'valibot';
import type { Platform } from '../platform.ts';
import { answer, openExisting, put, shapeOf } from '../databaseCopy.ts';

/** Most rows of a page: what is in one read and one transaction. */
const PAGE = 500;
/** A page ends with the row with which it has so many bytes. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** Stores whose rows may be of a MiB and more, most of them written by others: read row by row, so that never more is held than a page. */
const LARGE: ReadonlySet<string> = new Set([
  'packs',
  'programEntries',
  'programParts',
  'programPacks',
  'documentSnapshots',
]);

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
      const read: ReadRows | null = LARGE.has(store)
        ? await readOneByOne(table, wanted)
        : await readMany(table, wanted);
      if (read === null) break;
      for (const rows of cut(read.rows)) yield { store, rows };
      after = read.last;
    }
  }
}

interface ReadRows {
  readonly rows: readonly unknown[];
  readonly last: IDBValidKey;
}

async function readMany(table: IDBObjectStore, wanted: IDBKeyRange | null): Promise<ReadRows | null> {
  const [rows, keys]: [unknown[], IDBValidKey[]] = await Promise.all([
    answer(table.getAll(wanted, PAGE)),
    answer(table.getAllKeys(wanted, PAGE)),
  ]);
  const last = keys.at(-1);
  return last === undefined ? null : { rows, last };
}

function readOneByOne(table: IDBObjectStore, wanted: IDBKeyRange | null): Promise<ReadRows | null> {
  return new Promise((resolve, reject) => {
    const rows: unknown[] = [];
    let [weight, last]: [number, IDBValidKey | null] = [0, null];
    const request = table.openCursor(wanted);
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')));
    request.addEventListener('success', () => {
      const cursor = request.result;
      if (cursor === null) return resolve(last === null ? null : { rows, last });
      last = cursor.primaryKey;
      rows.push(cursor.value);
      weight += weightOf(cursor.value);
      return rows.length === PAGE || weight >= PAGE_BYTES ? resolve({ rows, last }) : cursor.continue();
    });
  });
}

/** Rows as pages that are not larger than one is to be, but for their last row. */
function* cut(rows: readonly unknown[]): Generator<readonly unknown[]> {
  let [from, weight] = [0, 0];
  for (const [place, row] of rows.entries()) {
    weight += weightOf(row);
    if (weight < PAGE_BYTES) continue;
    yield rows.slice(from, place + 1);
    [from, weight] = [place + 1, 0];
  }
  if (from < rows.length) yield rows.slice(from);
}

/** About how many bytes a value has. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return 8 + value.length;
  if (value instanceof Uint8Array) return 8 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [name, field]) => sum + name.length + weightOf(field), 8);
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
