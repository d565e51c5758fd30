/** Databases as wholes, without Dexie: their version, their structure, a copy under another name. Everything rejects on failure. */
import type { Platform } from './platform.ts';

/** The store in a copy that says it is whole. */
const MARK = 'copy-is-whole';
/** Rows in one read and one transaction. */
const PAGE = 500;

/** What a whole copy says of itself. */
export interface CopyMark {
  readonly madeAt: number;
  /** Version of the database it was made of. */
  readonly version: number;
  /** Rows by store. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What a copy is to be. One that is not marked is a plain database again. */
export interface CopyTarget {
  readonly name: string;
  readonly madeAt: number;
  readonly isMarked: boolean;
}

/** Makes an empty database, whose being there says something. */
export async function makeFlag(indexedDB: IDBFactory, name: string): Promise<void> {
  (await answer(indexedDB.open(name, 1))).close();
}

/** The version of a database, null when there is none. */
export async function versionOf(indexedDB: IDBFactory, name: string): Promise<number | null> {
  const known = await indexedDB.databases();
  return known.find((database) => database.name === name)?.version ?? null;
}

/** Removes a database; one that is not there is removed already. */
export async function removeDatabase(indexedDB: IDBFactory, name: string): Promise<void> {
  await answer(indexedDB.deleteDatabase(name));
}

/**
 * Copies structure, version and rows under another name, page by page, and marks the copy as whole at last. What stood under that
 * name is gone.
 */
export async function copyDatabase(
  { indexedDB, IDBKeyRange }: Platform,
  from: string,
  to: CopyTarget,
): Promise<CopyMark> {
  const source = await openExisting(indexedDB, from);
  try {
    await removeDatabase(indexedDB, to.name);
    const target = await openLike(indexedDB, to, source);
    try {
      const counts: Record<string, number> = {};
      for (const store of storesOf(source))
        counts[store] = await copyStore(source, target, { store, keyRange: IDBKeyRange });
      const mark = { madeAt: to.madeAt, version: source.version, counts };
      if (to.isMarked) await put(target, MARK, [mark]);
      return mark;
    } finally {
      target.close();
    }
  } finally {
    source.close();
  }
}

/** The mark of a copy, null when it is not whole or not there. */
export async function markOf(indexedDB: IDBFactory, name: string): Promise<CopyMark | null> {
  if ((await versionOf(indexedDB, name)) === null) return null;
  const copy = await openExisting(indexedDB, name);
  try {
    if (!copy.objectStoreNames.contains(MARK)) return null;
    const marks = (await answer(copy.transaction(MARK).objectStore(MARK).getAll())) as readonly CopyMark[];
    return marks[0] ?? null;
  } finally {
    copy.close();
  }
}

/** How many rows each store of a database holds. */
export async function countRows(indexedDB: IDBFactory, name: string): Promise<Readonly<Record<string, number>>> {
  const database = await openExisting(indexedDB, name);
  try {
    const counts: Record<string, number> = {};
    for (const store of storesOf(database))
      counts[store] = await answer(database.transaction(store).objectStore(store).count());
    return counts;
  } finally {
    database.close();
  }
}

function storesOf(database: IDBDatabase): readonly string[] {
  return [...database.objectStoreNames].filter((store) => store !== MARK);
}

/** Opens a database that is there, at its version. */
export async function openExisting(indexedDB: IDBFactory, name: string): Promise<IDBDatabase> {
  const version = await versionOf(indexedDB, name);
  // An open without looking would make an empty one.
  if (version === null) throw new DOMException('there is no such database', 'NotFoundError');
  return answer(indexedDB.open(name, version));
}

async function openLike(indexedDB: IDBFactory, to: CopyTarget, model: IDBDatabase): Promise<IDBDatabase> {
  const request = indexedDB.open(to.name, model.version);
  const stores = storesOf(model);
  const shapes = stores.length === 0 ? [] : stores.map((store) => shapeOf(model.transaction(store).objectStore(store)));
  request.addEventListener('upgradeneeded', () => {
    for (const { name: store, keyPath, indexes } of shapes) {
      const made = request.result.createObjectStore(store, { keyPath });
      for (const index of indexes) made.createIndex(index.name, index.keyPath, index.options);
    }
    if (to.isMarked) request.result.createObjectStore(MARK, { autoIncrement: true });
  });
  return answer(request);
}

/** How a store is made. */
export function shapeOf(store: IDBObjectStore) {
  const indexes = [...store.indexNames].map((name) => {
    const { keyPath, unique, multiEntry } = store.index(name);
    return { name, keyPath, options: { unique, multiEntry } };
  });
  return { name: store.name, keyPath: store.keyPath, indexes };
}

async function copyStore(
  source: IDBDatabase,
  target: IDBDatabase,
  { store, keyRange }: { readonly store: string; readonly keyRange: typeof IDBKeyRange },
): Promise<number> {
  let copied = 0;
  let after: IDBValidKey | null = null;
  for (;;) {
    const rows = source.transaction(store).objectStore(store);
    const range: IDBKeyRange | null = after === null ? null : keyRange.lowerBound(after, true);
    const [values, keys]: [unknown[], IDBValidKey[]] = await Promise.all([
      answer(rows.getAll(range, PAGE)),
      answer(rows.getAllKeys(range, PAGE)),
    ]);
    const last = keys.at(-1);
    if (last === undefined) return copied;
    await put(target, store, values);
    copied += values.length;
    after = last;
  }
}

/** Puts rows, durably. */
export function put(database: IDBDatabase, store: string, rows: readonly unknown[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    for (const row of rows) transaction.objectStore(store).put(row);
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
  });
}

/** What a request comes to. */
export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')));
  });
}
