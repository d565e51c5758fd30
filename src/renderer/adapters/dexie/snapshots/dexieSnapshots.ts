import { type Result, ok } from '@shared/result.ts';
import type { AccountId } from '@shared/ids.ts';
import type { Random } from '@ports/random.ts';
import type {
  OpenedSnapshot,
  Shelved,
  SnapshotError,
  SnapshotPlace,
  SnapshotShelf,
  SnapshotWish,
} from '@ports/snapshots.ts';
import { type SnapshotListing, readSnapshotId, snapshotId } from '@domain/snapshot/listing.ts';
import { newestFirst } from '@domain/snapshot/keeping.ts';
import { markOf, removeDatabase } from '../databaseCopy.ts';
import { DexieDocumentStore, type DexieStoreOptions } from '../dexieDocumentStore.ts';
import { PER_VERSION, copyName } from '../migration.ts';
import { type Platform, platformOf } from '../platform.ts';
import { SCHEMA_VERSION } from '../schema.ts';
import { readDatabase, writeDatabase } from './databasePages.ts';
import { damaged, openFrames, sealFrames } from './sealedFrames.ts';
import { type SnapshotHead, framesOf, readFrames } from './snapshotContents.ts';
import { SnapshotFault, snapshotFailure } from './snapshotFault.ts';
import { type SnapshotFiles, browserFiles } from './snapshotFiles.ts';
import { withTakenBack } from './takenBack.ts';

const SUFFIX = '.snapshot';
const SALT = 32;

/** What snapshots are made with. Everything but chance has a default that fits a browser. */
export interface DexieSnapshotParts {
  readonly random: Pick<Random, 'bytes'>;
  readonly files?: (account: AccountId) => SnapshotFiles;
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
  /** Tells which readings are still looked at, in any tab; without it those of this one alone. */
  readonly locks?: Pick<LockManager, 'request'> | undefined;
  readonly store?: Pick<DexieStoreOptions, 'fetchCode' | 'onCorrupt' | 'estimate'>;
}

/** Snapshots of the account's database as sealed files (ADR 51). */
export class DexieSnapshots implements SnapshotShelf {
  private readonly parts: DexieSnapshotParts;
  private readonly platform: Platform;
  private readonly files: (account: AccountId) => SnapshotFiles;

  constructor(parts: DexieSnapshotParts) {
    this.parts = parts;
    this.platform = platformOf(parts);
    this.files = parts.files ?? browserFiles;
  }

  list(account: AccountId): Shelved<readonly SnapshotListing[]> {
    return guarded(async () => {
      const found = await this.files(account).list();
      // One of no bytes was begun, and is none.
      const whole = found.filter(({ name, bytes }) => name.endsWith(SUFFIX) && bytes > 0);
      return newestFirst(
        whole.flatMap(({ name, bytes }) => {
          const id = name.slice(0, -SUFFIX.length);
          const said = readSnapshotId(id);
          return said === null ? [] : [{ id, ...said, bytes }];
        }),
      );
    });
  }

  take({ account, reason, madeAt, key }: SnapshotWish): Shelved<SnapshotListing> {
    return guarded(async () => {
      const name = databaseName(account);
      const source = await readDatabase(this.platform, reason === 'before-update' ? copyName(name) : name);
      const version = source.shape.version / PER_VERSION;
      const id = snapshotId({ madeAt, reason, version });
      const files = this.files(account);
      try {
        const head = { account, madeAt, reason, shape: source.shape };
        const salt = this.parts.random.bytes(SALT);
        await files.write(id + SUFFIX, sealFrames(framesOf(head, source), key, salt));
      } finally {
        source.close();
      }
      await this.readAll({ account, id, key }).catch(async (thrown: unknown) => {
        await files.remove(id + SUFFIX);
        throw thrown;
      });
      const bytes = (await files.read(id + SUFFIX))?.size ?? 0;
      return { id, madeAt, reason, version, bytes };
    });
  }

  async lastUpdate(account: AccountId): Promise<number | null> {
    const mark = await markOf(this.platform.indexedDB, copyName(databaseName(account))).catch(() => null);
    return mark?.madeAt ?? null;
  }

  check(place: SnapshotPlace): Shelved {
    return guarded(() => this.readAll(place));
  }

  open(place: SnapshotPlace): Shelved<OpenedSnapshot> {
    return guarded(async () => {
      const { account, id } = place;
      const { head, pages } = await this.reading(place);
      const name = `${lookName(account)}${id}-${hex(this.parts.random.bytes(4))}`;
      const letGo = await this.hold(name);
      const end = async () => {
        store.close();
        letGo();
        await this.forget(name);
      };
      const own = { ...this.platform, self: account, databaseName: name };
      const store = new DexieDocumentStore({ ...this.parts.store, ...own });
      const now = await readDatabase(this.platform, databaseName(account)).catch(() => null);
      try {
        await writeDatabase(
          this.platform,
          { name, shape: head.shape },
          now === null ? pages() : withTakenBack(pages(), now),
        );
        const opened = await store.open(account);
        if (!opened.ok)
          throw new SnapshotFault(
            opened.error.code === 'storage-full' ? 'storage-full' : 'storage-failed',
            opened.error.message,
          );
        return { store, end };
      } catch (thrown) {
        await end();
        throw thrown;
      } finally {
        now?.close();
      }
    });
  }

  remove(account: AccountId, id: string): Shelved {
    return guarded(async () => {
      if (readSnapshotId(id) !== null) await this.files(account).remove(id + SUFFIX);
    });
  }

  async sweep(account: AccountId): Promise<void> {
    const files = this.files(account);
    const [known, found] = await Promise.all([
      this.platform.indexedDB.databases().catch(() => []),
      files.list().catch(() => []),
    ]);
    for (const { name, bytes } of found) if (bytes === 0) await files.remove(name).catch(() => undefined);
    for (const { name } of known) if (name?.startsWith(lookName(account)) === true) await this.sweepOne(name);
  }

  /** All of it, to its end; what it says of itself must be what its name says. */
  private async readAll(place: SnapshotPlace): Promise<void> {
    const { pages } = await this.reading(place);
    for await (const _page of pages());
  }

  private async reading({ account, id, key }: SnapshotPlace): ReturnType<typeof readFrames> {
    const said = readSnapshotId(id);
    const file = said === null ? null : await this.files(account).read(id + SUFFIX);
    if (said === null || file === null) throw new SnapshotFault('snapshot-absent', 'no such snapshot');
    const read = await readFrames(openFrames(file, key));
    const { head } = read;
    if (head.account !== account || snapshotId(nameOf(head)) !== id) throw damaged('it is another one');
    if (said.version > SCHEMA_VERSION) throw new SnapshotFault('snapshot-newer', 'made by a later version');
    return read;
  }

  /** While a reading is held, no tab takes it for one that was left. */
  private async hold(name: string): Promise<() => void> {
    const { locks } = this.parts;
    if (locks === undefined) return () => undefined;
    return new Promise((resolve) => {
      void locks.request(name, () => new Promise<void>((letGo) => resolve(() => letGo())));
    });
  }

  private async sweepOne(name: string): Promise<void> {
    const { locks } = this.parts;
    if (locks === undefined) return this.forget(name);
    await locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? undefined : this.forget(name)));
  }

  /** A reading, and what a migration of it left. */
  private async forget(name: string): Promise<void> {
    for (const one of [name, copyName(name)]) await removeDatabase(this.platform.indexedDB, one).catch(() => undefined);
  }
}

function nameOf({ madeAt, reason, shape }: SnapshotHead) {
  return { madeAt, reason, version: shape.version / PER_VERSION };
}

function databaseName(account: AccountId): string {
  return `banyan-${account}`;
}

/** How names of readings begin. */
function lookName(account: AccountId): string {
  return `${databaseName(account)}~look-`;
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function guarded<T>(work: () => Promise<T>): Promise<Result<T, SnapshotError>> {
  try {
    return ok(await work());
  } catch (thrown) {
    return snapshotFailure(thrown);
  }
}
