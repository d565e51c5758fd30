import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { RecordTable, StoreError, Stored } from '@ports/documentStore.ts';
import type { LiveQuery, QueryState } from '@ports/query.ts';
import type { MemoryDisk, MemoryTables, RecordMaps } from './memoryDisk.ts';

/** One opening of a memory store: knows whether it is open and which call is to fail. */
export class MemorySession {
  account: AccountId | null = null;
  private readonly disk: MemoryDisk;
  private tables: MemoryTables | null = null;
  private readonly failures: StoreError['code'][] = [];
  private readonly onClosed = new Set<() => void>();

  constructor(disk: MemoryDisk) {
    this.disk = disk;
  }

  /** The next call fails so; several queue up. */
  failNext(code: StoreError['code']): void {
    this.failures.push(code);
  }

  async open(account: AccountId): Stored {
    const failure = this.failures.shift();
    if (failure !== undefined) return fail(failure, 'asked to fail');
    if (this.disk.openFault !== null) return fail(this.disk.openFault, 'the disk is set to fail');
    this.account = account;
    this.tables = this.disk.tables(account);
    return ok();
  }

  close(): void {
    this.tables = null;
    for (const closed of this.onClosed) closed();
  }

  async read<T>(work: (tables: MemoryTables) => T): Stored<T> {
    if (this.tables === null) return fail('store-closed', 'the store is not open');
    const failure = this.failures.shift();
    return failure === undefined ? ok(work(this.tables)) : fail(failure, 'asked to fail');
  }

  async write<T>(work: (tables: MemoryTables) => T): Stored<T> {
    return this.attempt((tables) => ok(work(tables)));
  }

  /** A write that may refuse, having written nothing. */
  async attempt<T>(work: (tables: MemoryTables) => Result<T, StoreError>): Stored<T> {
    if (this.tables === null) return fail('store-closed', 'the store is not open');
    const failure = this.failures.shift() ?? this.disk.writeFault;
    return failure === null ? work(this.tables) : fail(failure, 'asked to fail');
  }

  watch<T>(topic: string, read: (tables: MemoryTables) => T): LiveQuery<T> {
    return { subscribe: (listener) => this.subscribe(topic, read, listener) };
  }

  private subscribe<T>(
    topic: string,
    read: (tables: MemoryTables) => T,
    listener: (state: QueryState<T>) => void,
  ): () => void {
    listener({ status: 'loading' });
    let isOver = false;
    let isQueued = false;
    const tell = (): void => {
      isQueued = false;
      if (isOver) return;
      if (this.tables !== null) return listener({ status: 'ready', value: read(this.tables) });
      listener({ status: 'failed', error: { code: 'store-closed', message: 'the store is not open' } });
    };
    const queue = (): void => {
      if (isQueued) return;
      isQueued = true;
      queueMicrotask(tell);
    };
    queue();
    const ignore = this.tables?.listen(topic, queue);
    this.onClosed.add(queue);
    return () => {
      isOver = true;
      ignore?.();
      this.onClosed.delete(queue);
    };
  }
}

/** A table of small records in memory. Topics: `<table>` for all of it, `<table>/<key>` for one. */
export class MemoryRecordTable<K extends string, V> implements RecordTable<K, V> {
  private readonly session: MemorySession;
  private readonly name: keyof RecordMaps;
  private readonly map: (records: RecordMaps) => Map<K, V>;
  private readonly keyOf: (value: V) => K;

  constructor(
    session: MemorySession,
    name: keyof RecordMaps,
    shape: { readonly map: (records: RecordMaps) => Map<K, V>; readonly keyOf: (value: V) => K },
  ) {
    this.session = session;
    this.name = name;
    this.map = shape.map;
    this.keyOf = shape.keyOf;
  }

  get(key: K): Stored<V | null> {
    return this.session.read(({ records }) => this.map(records).get(key) ?? null);
  }

  all(): Stored<readonly V[]> {
    return this.session.read((tables) => this.sorted(tables));
  }

  put(value: V): Stored {
    return this.session.write((tables) => this.write(tables, this.keyOf(value), value));
  }

  update(key: K, change: (current: V | null) => V | null): Stored<V | null> {
    return this.session.write((tables) => {
      const current = this.map(tables.records).get(key) ?? null;
      const changed = change(current);
      if (changed === null) return current;
      this.write(tables, this.keyOf(changed), changed);
      return changed;
    });
  }

  updateAll(keys: readonly K[], change: (key: K, current: V | null) => V | null): Stored {
    return this.session.write((tables) => {
      for (const key of keys) {
        const changed = change(key, this.map(tables.records).get(key) ?? null);
        if (changed !== null) this.write(tables, this.keyOf(changed), changed);
      }
    });
  }

  remove(key: K): Stored {
    return this.session.write((tables) => {
      this.map(tables.records).delete(key);
      this.tell(tables, key);
    });
  }

  watch(key: K): LiveQuery<V | null> {
    return this.session.watch(`${this.name}/${key}`, ({ records }) => this.map(records).get(key) ?? null);
  }

  watchAll(): LiveQuery<readonly V[]> {
    return this.session.watch(this.name, (tables) => this.sorted(tables));
  }

  private write(tables: MemoryTables, key: K, value: V): void {
    this.map(tables.records).set(key, value);
    this.tell(tables, key);
  }

  private tell(tables: MemoryTables, key: K): void {
    tables.changed(this.name);
    tables.changed(`${this.name}/${key}`);
  }

  /** In the order of their keys, as a database gives them. */
  private sorted({ records }: MemoryTables): readonly V[] {
    const entries = Array.from(this.map(records));
    return entries.toSorted(([first], [second]) => (first < second ? -1 : 1)).map(([, value]) => value);
  }
}
