import { liveQuery } from 'dexie';
import { type Result, err, fail, ok } from '@shared/result.ts';
import type { StoreError, Stored } from '@ports/documentStore.ts';
import type { LiveQuery, QueryState } from '@ports/query.ts';
import { provideLive } from './liveDependencies.ts';
import { OpenGuard } from './openGuard.ts';
import { openMigrating } from './migration.ts';
import type { Platform } from './platform.ts';
import { AccountDatabase, SCHEMA_VERSION } from './schema.ts';
import { isUnreadable, storeFailure } from './storeFailure.ts';
import { type WriteOptions, type WriteScope, inTransaction } from './writeScope.ts';

const CLOSED: StoreError = { code: 'store-closed', message: 'the store is not open' };

/** The one connection to an account's database, and the only place where thrown errors become failures. */
export class Connection {
  readonly keyRange: typeof IDBKeyRange;
  private readonly platform: Platform;
  private readonly blockedAfter: number;
  private database: AccountDatabase | null = null;
  private readonly onClosed = new Set<() => void>();
  private readonly onBack = new Set<() => void>();
  /** Name of a database that the browser closed under us, as it does when the disk is full. */
  private lost: string | null = null;
  private returning: Promise<void> | null = null;
  private readonly onLost: (erase: () => Promise<void>) => void;
  private isProbed = false;

  /**
   * `onLost` hears that the database is of no use any more: it came back empty after the browser closed it, or holds rows that
   * cannot be read. `erase` takes away what is left of it, for whoever can make it again.
   */
  constructor(platform: Platform, blockedAfter: number, onLost: (erase: () => Promise<void>) => void) {
    this.platform = platform;
    this.onLost = onLost;
    this.keyRange = platform.IDBKeyRange;
    this.blockedAfter = blockedAfter;
    provideLive(platform);
  }

  /** Which of two keys stands before the other, below 0 for the first. */
  compare(first: IDBValidKey, second: IDBValidKey): number {
    return this.platform.indexedDB.cmp(first, second);
  }

  /** Opens a database, changing one of an older version (see `migration.ts`). */
  open(name: string): Stored {
    return openMigrating({
      platform: this.platform,
      name,
      version: SCHEMA_VERSION,
      now: Date.now,
      open: () => this.openOnce(name),
      close: () => this.close(),
    });
  }

  private async openOnce(name: string): Stored {
    this.drop();
    const guard = new OpenGuard(this.platform.indexedDB);
    const database = new AccountDatabase(name, { ...this.platform, indexedDB: guard.factory });
    database.on('versionchange', () => {
      if (this.database === database) this.close();
      else database.close();
      // Stops Dexie's own answer, which would open again by itself.
      return false;
    });
    database.on('close', () => {
      if (this.database === database) this.lost = name;
      this.forget(database);
    });
    const opened = await this.openWithin(database, guard);
    if (opened.ok) this.database = database;
    return opened;
  }

  close(): void {
    this.lost = null;
    this.drop();
  }

  private drop(): void {
    const database = this.database;
    if (database === null) return;
    this.forget(database);
    database.close();
  }

  /** Reads or writes through Dexie. */
  async run<T>(work: (database: AccountDatabase) => PromiseLike<T>): Stored<T> {
    // Also while it is coming back: nothing may be written before it was looked at.
    if (this.lost !== null) await this.comeBack(this.lost);
    if (this.database === null) return err(CLOSED);
    const { database } = this;
    try {
      return ok(await work(database));
    } catch (thrown) {
      if (isUnreadable(thrown)) void this.probe(database);
      return err(this.failure(thrown));
    }
  }

  /** A transaction with a durability of its own, see writeScope.ts. A failed result from `work` must not have written. */
  async transact<T>(options: WriteOptions, work: (scope: WriteScope) => Promise<Result<T, StoreError>>): Stored<T> {
    const done = await this.run((database) => inTransaction(database, options, work));
    return done.ok ? done.value : done;
  }

  /** A live read: fires when a row in one of the key ranges it read changes, in any tab. */
  watch<T>(read: (database: AccountDatabase) => PromiseLike<T>): LiveQuery<T> {
    return { subscribe: (listener) => this.subscribe(read, listener) };
  }

  /**
   * Opens again what the browser closed. One that came back empty is left alone: whoever writes into it would hide from the next
   * start that there is something to rebuild.
   */
  private async comeBack(name: string): Promise<void> {
    this.returning ??= this.openOnce(name)
      .then(async (opened) => {
        if (!opened.ok) return;
        const isEmpty = (await this.database?.values.count().catch(() => 0)) === 0;
        // Closed on purpose meanwhile, it stays closed.
        const isWanted = this.lost === name;
        if (isEmpty || !isWanted) this.close();
        if (isEmpty && isWanted) this.onLost(() => Promise.resolve());
        if (isEmpty || !isWanted) return;
        this.lost = null;
        for (const back of this.onBack) back();
      })
      .finally(() => {
        this.returning = null;
      });
    await this.returning;
  }

  /** Reads everything once after a read that failed for no reason of ours: a damaged file says so again. */
  private async probe(database: AccountDatabase): Promise<void> {
    if (this.isProbed) return;
    this.isProbed = true;
    try {
      for (const table of database.tables) await table.each(() => undefined);
    } catch (thrown) {
      if (isUnreadable(thrown) && this.database === database) this.onLost(() => erase(this.platform, database.name));
    }
  }

  private subscribe<T>(
    read: (database: AccountDatabase) => PromiseLike<T>,
    listener: (state: QueryState<T>) => void,
  ): () => void {
    listener({ status: 'loading' });
    let isOver = false;
    const tell = (result: Result<T, StoreError>): void => {
      if (isOver) return;
      listener(result.ok ? { status: 'ready', value: result.value } : { status: 'failed', error: result.error });
    };
    // Failures travel as values: Dexie swallows a closed database, which a screen has to show.
    let subscription = liveQuery(() => this.run(read)).subscribe(tell);
    const closed = (): void => tell(err(CLOSED));
    const back = (): void => {
      subscription.unsubscribe();
      subscription = liveQuery(() => this.run(read)).subscribe(tell);
    };
    this.onClosed.add(closed);
    this.onBack.add(back);
    return () => {
      isOver = true;
      this.onClosed.delete(closed);
      this.onBack.delete(back);
      subscription.unsubscribe();
    };
  }

  private async openWithin(database: AccountDatabase, guard: OpenGuard): Stored {
    const timers: ReturnType<typeof setTimeout>[] = [];
    const blocked = new Promise<Result<void, StoreError>>((resolve) => {
      const giveUp = (): void => resolve(fail('store-blocked', 'another window keeps an older version open'));
      database.on('blocked', () => {
        timers.push(setTimeout(giveUp, this.blockedAfter));
        // Dexie's own listener only prints.
        return false;
      });
    });
    const opening = database.open().then(
      () => ok(),
      (thrown: unknown) => err(storeFailure(thrown)),
    );
    const result = await Promise.race([opening, blocked]);
    for (const timer of timers) clearTimeout(timer);
    if (!result.ok) {
      guard.refuse();
      database.close();
    }
    return result;
  }

  private forget(database: AccountDatabase): void {
    if (this.database !== database) return;
    this.database = null;
    for (const closed of this.onClosed) closed();
  }

  private failure(thrown: unknown): StoreError {
    // The browser closed the connection between two calls (site data cleared, upgrade elsewhere).
    return this.database === null ? CLOSED : storeFailure(thrown);
  }
}

/** Deletes a database; what cannot be deleted stays. */
function erase({ indexedDB }: Platform, name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    for (const end of ['success', 'error', 'blocked']) request.addEventListener(end, () => resolve());
  });
}
