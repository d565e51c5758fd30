import { Dexie, type Table, liveQuery } from 'dexie';
import { type Result, err, fail, ok } from '@shared/result.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { LiveQuery, QueryState } from '@ports/query.ts';
import type { StoreError, Stored } from '@ports/recordTable.ts';
import type {
  IndexPart,
  IndexProgress,
  IndexedChain,
  PendingEntry,
  SearchShelf,
  ShelfChange,
  ShelfCondition,
} from '@ports/searchShelf.ts';
import { provideLive } from './liveDependencies.ts';
import { type Platform, platformOf } from './platform.ts';
import { storeFailure } from './storeFailure.ts';

/** Form of what is kept, folding and terms included: raised, every index of before is erased and made again. */
const FORM = 2;
const CLOSED: StoreError = { code: 'store-closed', message: 'the index is not open' };
const AT_FIRST: IndexProgress = { state: 'building', done: 0, total: 0 };

interface PageRow {
  readonly part: number;
  readonly page: number;
  readonly bytes: Uint8Array;
}

interface EntriesRow {
  readonly part: number;
  readonly bytes: Uint8Array;
}

type FactRow =
  | { readonly name: 'form'; readonly value: number }
  | { readonly name: 'progress'; readonly value: IndexProgress }
  | { readonly name: 'mended'; readonly value: number }
  | { readonly name: 'forgetting'; readonly value: readonly SpaceId[] }
  | { readonly name: 'pending'; readonly value: readonly PendingEntry[] };

class ShelfDatabase extends Dexie {
  declare readonly parts: Table<IndexPart, number, Omit<IndexPart, 'id'>>;
  declare readonly pages: Table<PageRow, [number, number]>;
  declare readonly entries: Table<EntriesRow, number>;
  declare readonly chains: Table<IndexedChain, number>;
  declare readonly facts: Table<FactRow, string>;

  constructor(name: string, platform: Platform) {
    super(name, platform);
    this.version(1).stores({ parts: '++id', pages: '[part+page]', entries: 'part', chains: 'chain', facts: 'name' });
  }
}

/** The index in IndexedDB. */
export class DexieSearchShelf implements SearchShelf {
  private readonly platform: Platform;
  private database: ShelfDatabase | null = null;
  /** Name of the database that was asked for last. */
  private name: string | null = null;

  constructor(platform: Partial<Platform> = {}) {
    this.platform = platformOf(platform);
    provideLive(this.platform);
  }

  async open(account: AccountId, role: 'writer' | 'reader'): Stored<ShelfCondition> {
    this.close();
    const name = `banyan-search-${account}`;
    this.name = name;
    const opened = await this.openAs(name, role);
    if (opened.ok) return ok('whole');
    if (role === 'reader') return opened;
    const renewed = await this.throwAway(name);
    return renewed.ok ? ok('thrown-away') : renewed;
  }

  close(): void {
    this.database?.close();
    this.database = null;
  }

  async erase(): Stored {
    const erased = await this.run((database) => eraseAll(database));
    return erased.ok || this.name === null ? erased : this.throwAway(this.name);
  }

  parts(): Stored<readonly IndexPart[]> {
    return this.run((database) => database.parts.toArray());
  }

  pages(part: number, from: number, to: number): Stored<readonly Uint8Array[]> {
    return this.run(async (database) => {
      const rows = await database.pages.where(':id').between([part, from], [part, to], true, true).toArray();
      return rows.map(({ bytes }) => bytes);
    });
  }

  entries(part: number): Stored<Uint8Array | null> {
    return this.run(async (database) => (await database.entries.get(part))?.bytes ?? null);
  }

  chains(): Stored<readonly IndexedChain[]> {
    return this.run((database) => database.chains.toArray());
  }

  pending(): Stored<readonly PendingEntry[]> {
    return this.run(async (database) => {
      const row = await database.facts.get('pending');
      return row?.name === 'pending' ? row.value : [];
    });
  }

  forgetting(): Stored<readonly SpaceId[]> {
    return this.run(async (database) => {
      const row = await database.facts.get('forgetting');
      return row?.name === 'forgetting' ? row.value : [];
    });
  }

  noteForgetting(spaces: readonly SpaceId[]): Stored {
    return this.run(async ({ facts }) => void (await facts.put({ name: 'forgetting', value: spaces })));
  }

  change({ add, replaces, chains, pending }: ShelfChange): Stored {
    return this.run((database) => {
      const { parts, pages, entries, chains: known, facts } = database;
      // What is lost is made again: nothing here has to outlast a power cut.
      return database.transaction('rw', [parts, pages, entries, known, facts], async () => {
        for (const part of replaces) {
          await parts.delete(part);
          await entries.delete(part);
          await pages.where(':id').between([part, Dexie.minKey], [part, Dexie.maxKey]).delete();
        }
        if (chains.length > 0) await known.bulkPut([...chains]);
        if (pending !== null) await facts.put({ name: 'pending', value: pending });
        if (add === null) return;
        const bytes = add.pages.reduce((sum, page) => sum + page.bytes.length, add.entries.length);
        const firsts = add.pages.map(({ first }) => first);
        const part = await parts.add({ count: add.count, firsts, bytes });
        await entries.put({ part, bytes: add.entries });
        await pages.bulkPut(add.pages.map((page, index) => ({ part, page: index, bytes: page.bytes })));
      });
    });
  }

  tellProgress({ state, done, total }: IndexProgress): Stored {
    const value = { state, done, total };
    return this.run(async ({ facts }) => void (await facts.put({ name: 'progress', value })));
  }

  noteMended(at: number): Stored {
    return this.run(async ({ facts }) => void (await facts.put({ name: 'mended', value: at })));
  }

  watchProgress(): LiveQuery<IndexProgress> {
    return {
      subscribe: (listener: (state: QueryState<IndexProgress>) => void) => {
        listener({ status: 'loading' });
        const read = () => this.run(({ facts }) => facts.bulkGet(['progress', 'mended']));
        const subscription = liveQuery(read).subscribe((rows) =>
          listener(
            rows.ok ? { status: 'ready', value: progressOf(rows.value) } : { status: 'failed', error: rows.error },
          ),
        );
        return () => subscription.unsubscribe();
      },
    };
  }

  /** Whatever is wrong with it: nothing in it is anywhere else not. */
  private async throwAway(name: string): Stored {
    this.close();
    const gone = await attempt(() => new ShelfDatabase(name, this.platform).delete({ disableAutoOpen: true }));
    return gone.ok ? this.openAs(name, 'writer') : gone;
  }

  private async openAs(name: string, role: 'writer' | 'reader'): Stored {
    const opened = await attempt(async () => {
      const database = new ShelfDatabase(name, this.platform);
      try {
        await database.open();
        const form = (await database.facts.get('form'))?.value;
        if (form !== FORM && role === 'writer') await eraseAll(database);
        // None yet is one that is about to be written.
        if (form !== FORM && form !== undefined && role === 'reader') return database.close();
      } catch (thrown) {
        database.close();
        throw thrown;
      }
      this.database = database;
    });
    if (!opened.ok) return opened;
    return this.database === null ? fail('store-newer', 'the index is of another form') : ok();
  }

  private async run<T>(work: (database: ShelfDatabase) => PromiseLike<T>): Stored<T> {
    const { database } = this;
    return database === null ? err(CLOSED) : attempt(() => work(database));
  }
}

async function attempt<T>(work: () => PromiseLike<T>): Promise<Result<T, StoreError>> {
  try {
    return ok(await work());
  } catch (thrown) {
    return err(storeFailure(thrown));
  }
}

async function eraseAll(database: ShelfDatabase): Promise<void> {
  await database.transaction('rw', database.tables, async () => {
    await Promise.all(database.tables.map((table) => table.clear()));
    await database.facts.put({ name: 'form', value: FORM });
  });
}

function progressOf([told, mended]: readonly (FactRow | undefined)[]): IndexProgress {
  const progress = told?.name === 'progress' ? told.value : AT_FIRST;
  return mended?.name === 'mended' ? { ...progress, mendedAt: mended.value } : progress;
}
