/** Databases of tests: stores over them, and what they hold seen past a store. */
import { IDBKeyRange } from 'fake-indexeddb';
import { DexieDocumentStore, type DexieStoreOptions } from '@adapters/dexie/dexieDocumentStore.ts';
import { alice } from '../shared/storeFixtures.ts';
import { value } from '../shared/storeScene.ts';

/** What a request comes to. */
export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('failed')));
  });
}

/** A store of Alice that somebody else closes, and where this is said, whatever becomes of its opening. */
export async function openStore(
  indexedDB: IDBFactory,
  { onCorrupt = () => undefined, opened }: Pick<DexieStoreOptions, 'onCorrupt'> & { opened: DexieDocumentStore[] },
): Promise<DexieDocumentStore> {
  const store = new DexieDocumentStore({
    indexedDB,
    IDBKeyRange,
    estimate: async () => ({ usedBytes: null, quotaBytes: null, persisted: false }),
    onCorrupt,
  });
  opened.push(store);
  value(await store.open(alice));
  return store;
}

/** Rows of a table of Alice's. */
export async function rowsOf(indexedDB: IDBFactory, table: string): Promise<readonly Record<string, unknown>[]> {
  const database = await answerOf(indexedDB.open(`banyan-${alice}`));
  const rows: unknown = await answerOf(database.transaction(table).objectStore(table).getAll());
  database.close();
  return rows as readonly Record<string, unknown>[];
}
