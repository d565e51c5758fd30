import type { Failure, Result } from '@shared/result.ts';
import type { LiveQuery } from './query.ts';

/** Why the store did not do as asked. `store-conflict`: a chain head moved meanwhile; nothing was written. */
export type StoreError = Failure<
  | 'store-newer'
  | 'store-blocked'
  | 'migration-failed'
  | 'storage-full'
  | 'storage-failed'
  | 'store-closed'
  | 'store-conflict'
>;
/** How a store call ends. It never throws. */
export type Stored<T = void> = Promise<Result<T, StoreError>>;

/** A table of small records with one key. */
export interface RecordTable<K extends string, V> {
  get(key: K): Stored<V | null>;
  all(): Stored<readonly V[]>;
  put(value: V): Stored;
  /** Reads, changes and writes in one transaction; `change` must be pure; null from it writes nothing. Resolves to what is then stored. */
  update(key: K, change: (current: V | null) => V | null): Stored<V | null>;
  /** The same of many, in one transaction. */
  updateAll(keys: readonly K[], change: (key: K, current: V | null) => V | null): Stored;
  remove(key: K): Stored;
  watch(key: K): LiveQuery<V | null>;
  watchAll(): LiveQuery<readonly V[]>;
}
