/**
 * Transactions of our own beside Dexie's, on the same connection. Dexie knows one durability for a whole database and reads
 * every old row before a small put in order to tell its live queries; the store needs a durability per call and knows already what
 * changed. What is written here is announced to Dexie's live queries, in this tab and in the others (docs/adr/0004).
 */
import { Dexie, RangeSet } from 'dexie';
import type { TableName } from './schema.ts';

/** A prefix of a table's primary key, or of an index, whose rows may have changed. */
export interface Change {
  readonly table: TableName;
  /** Empty for the primary key. */
  readonly index: string;
  readonly prefix: string | number;
}

/** What a transaction may touch, and how. */
export interface WriteOptions {
  readonly tables: readonly TableName[];
  readonly mode: 'readwrite' | 'readonly';
  readonly durability: IDBTransactionDurability;
  /** Tells live queries what changed; by default at once. */
  readonly tell?: typeof announce;
}

/** A stretch of an index. */
export interface IndexRange {
  readonly table: TableName;
  readonly name: string;
  /** Null: all of it. */
  readonly range: IDBKeyRange | null;
}

/** Rows put at once where there are many: a few ms of the thread. */
const HANDFUL = 64;

/** One open transaction. Only its own promises may be awaited inside it: any other lets it close. */
export class WriteScope {
  private readonly transaction: IDBTransaction;
  /** By table, index and prefix. */
  private readonly changed = new Map<string, Change>();

  constructor(transaction: IDBTransaction) {
    this.transaction = transaction;
  }

  /** Reads a row; what it is has yet to be parsed. */
  get(table: TableName, key: IDBValidKey): Promise<unknown> {
    return answer<unknown>(this.transaction.objectStore(table).get(key));
  }

  /** Whether there is a row, without reading it. */
  async has(table: TableName, key: IDBValidKey): Promise<boolean> {
    return (await answer(this.transaction.objectStore(table).getKey(key))) !== undefined;
  }

  count(index: IndexRange): Promise<number> {
    return answer(
      this.transaction
        .objectStore(index.table)
        .index(index.name)
        .count(index.range ?? undefined),
    );
  }

  /** Like `count`, but stops at `most`: Chromium takes 27 µs for each row it counts. */
  async countUpTo(index: IndexRange, most: number): Promise<number> {
    const keys = this.transaction.objectStore(index.table).index(index.name).getAllKeys(index.range, most);
    return (await answer(keys)).length;
  }

  /** The last row of a range of the primary key. */
  async last(table: TableName, range: IDBKeyRange): Promise<unknown> {
    const cursor = await answer(this.transaction.objectStore(table).openCursor(range, 'prev'));
    return cursor === null ? undefined : (cursor.value as unknown);
  }

  /** The last primary key of a range of them; null when there is none. */
  async lastKey(table: TableName, range: IDBKeyRange): Promise<IDBValidKey | null> {
    const cursor = await answer(this.transaction.objectStore(table).openKeyCursor(range, 'prev'));
    return cursor?.primaryKey ?? null;
  }

  /** The first row of a range of the primary key. */
  async first(table: TableName, range: IDBKeyRange | null): Promise<unknown> {
    const [row] = await answer<unknown[]>(this.transaction.objectStore(table).getAll(range, 1));
    return row;
  }

  /** Rows of a range of the primary key, in its order, at most `most`. */
  rows(table: TableName, range: IDBKeyRange, most?: number): Promise<readonly unknown[]> {
    return answer<unknown[]>(this.transaction.objectStore(table).getAll(range, most));
  }

  /** At most `most` rows of a stretch of an index, in its order. */
  indexed({ table, name, range }: IndexRange, most?: number): Promise<readonly unknown[]> {
    return answer<unknown[]>(this.transaction.objectStore(table).index(name).getAll(range, most));
  }

  /** Primary keys of a stretch of an index, in its order. */
  keys({ table, name, range }: IndexRange): Promise<readonly IDBValidKey[]> {
    return answer(this.transaction.objectStore(table).index(name).getAllKeys(range));
  }

  /** At most `most` primary keys of a range of them, in their order. */
  primaryKeys(table: TableName, range: IDBKeyRange, most: number): Promise<readonly IDBValidKey[]> {
    return answer(this.transaction.objectStore(table).getAllKeys(range, most));
  }

  /** Puts rows without waiting for each: a failure aborts the transaction, and that is where it shows. */
  put(table: TableName, rows: readonly unknown[]): void {
    // Most plans leave most tables as they are, and to ask for one costs as much as half a put.
    if (rows.length === 0) return;
    const store = this.transaction.objectStore(table);
    for (const row of rows) store.put(row);
  }

  /** The same for many rows, a handful at a time: while the database works on two of them the thread is let go. */
  async putMany<T>(table: TableName, values: readonly T[], rowOf: (value: T) => unknown): Promise<void> {
    let before: Promise<unknown> = Promise.resolve();
    for (let from = 0; from < values.length; from += HANDFUL) {
      const rows = values.slice(from, from + HANDFUL).map(rowOf);
      this.put(table, rows.slice(0, -1));
      const last = answer(this.transaction.objectStore(table).put(rows.at(-1)));
      // Of a failure the transaction tells as well.
      last.catch(() => undefined);
      if (from + HANDFUL < values.length) await before;
      before = last;
    }
  }

  delete(table: TableName, key: IDBValidKey | IDBKeyRange): void {
    this.transaction.objectStore(table).delete(key);
  }

  /** Notes that rows below a key prefix change, for live queries. */
  touch(table: TableName, prefix: string | number): void {
    this.touchIndex(table, '', prefix);
  }

  /** Notes the same of a prefix of an index: for live queries that read by it. */
  touchIndex(table: TableName, index: string, prefix: string | number): void {
    const key = `${table}/${index}/${typeof prefix}/${prefix}`;
    if (!this.changed.has(key)) this.changed.set(key, { table, index, prefix });
  }

  changes(): readonly Change[] {
    return [...this.changed.values()];
  }
}

/** Runs `work` in one transaction and resolves once it is committed; a throw from it aborts. Rejects with what went wrong. */
export async function inTransaction<T>(
  database: Dexie,
  options: WriteOptions,
  work: (scope: WriteScope) => Promise<T>,
): Promise<T> {
  const { tables, mode, durability, tell = announce } = options;
  const transaction = database.backendDB().transaction([...tables], mode, { durability });
  const ended = end(transaction);
  const scope = new WriteScope(transaction);
  try {
    const value = await work(scope);
    // Saves the browser a round trip to learn that nothing more comes.
    transaction.commit();
    await ended;
    tell(database.name, scope.changes());
    return value;
  } catch (error) {
    abort(transaction);
    await ended.catch((reason: unknown) => {
      throw reason ?? error;
    });
    throw error;
  }
}

function end(transaction: IDBTransaction): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    // Null when we aborted it ourselves; the caller knows why then.
    transaction.addEventListener('abort', () => reject(transaction.error));
  });
  // `inTransaction` looks at it only after its work; until then a failure is not unheard.
  ended.catch(() => undefined);
  return ended;
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It had ended already, which is what was wanted.
  }
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')));
  });
}

/** Tells live queries which key ranges may read differently now. */
export function announce(database: string, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  const parts: Record<string, RangeSet> = {};
  for (const { table, index, prefix } of changes) {
    // '' stands for rows by primary key, ':dels' for reads of keys alone, a name for reads by that index.
    for (const aspect of index === '' ? ['', ':dels'] : [index]) {
      const part = `idb://${database}/${table}/${aspect}`;
      const ranges = (parts[part] ??= new RangeSet());
      // A key is either the prefix itself or an array that begins with it.
      ranges.add({ from: prefix, to: prefix });
      ranges.add({ from: [prefix], to: [prefix, []] });
    }
  }
  Dexie.on.storagemutated.fire(parts);
}
