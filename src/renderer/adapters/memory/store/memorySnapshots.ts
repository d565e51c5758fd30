import { type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { newestFirst } from '@domain/snapshot/keeping.ts';
import { type SnapshotListing, snapshotId } from '@domain/snapshot/listing.ts';
import type {
  OpenedSnapshot,
  Shelved,
  SnapshotError,
  SnapshotPlace,
  SnapshotShelf,
  SnapshotWish,
} from '@ports/snapshots.ts';
import { MemoryDisk, type MemoryTables } from './memoryDisk.ts';
import { MemoryDocumentStore } from './memoryDocumentStore.ts';

/** The version that snapshots in memory say they have. */
const VERSION = 1;

interface Kept {
  readonly wish: SnapshotWish;
  readonly listing: SnapshotListing;
  readonly disk: MemoryDisk;
  isDamaged: boolean;
}

/** Snapshots in memory, of a disk that may be another tomorrow. */
export class MemorySnapshots implements SnapshotShelf {
  /** While set, none can be made. */
  isFull = false;
  private readonly disk: () => MemoryDisk;
  private readonly kept = new Map<string, Kept>();

  constructor(disk: () => MemoryDisk) {
    this.disk = disk;
  }

  /** Harms one. */
  damage(id: string): void {
    const kept = this.kept.get(id);
    if (kept !== undefined) kept.isDamaged = true;
  }

  list(): Shelved<readonly SnapshotListing[]> {
    return Promise.resolve(ok(newestFirst([...this.kept.values()].map(({ listing }) => listing))));
  }

  take(wish: SnapshotWish): Shelved<SnapshotListing> {
    if (this.isFull) return Promise.resolve(fail('storage-full', 'set to be full'));
    const name = { madeAt: wish.madeAt, reason: wish.reason, version: VERSION };
    const listing = { id: snapshotId(name), ...name, bytes: 1000 };
    const disk = new MemoryDisk();
    copyTables(this.disk().tables(wish.account), disk.tables(wish.account));
    this.kept.set(listing.id, { wish, listing, disk, isDamaged: false });
    return Promise.resolve(ok(listing));
  }

  lastUpdate(): Promise<number | null> {
    return Promise.resolve(null);
  }

  async check(place: SnapshotPlace): Shelved {
    const found = this.find(place);
    return found.ok ? ok() : found;
  }

  async open(place: SnapshotPlace): Shelved<OpenedSnapshot> {
    const found = this.find(place);
    if (!found.ok) return found;
    const store = new MemoryDocumentStore({ disk: found.value.disk });
    await store.open(place.account);
    return ok({ store, end: async () => store.close() });
  }

  remove(_account: string, id: string): Shelved {
    this.kept.delete(id);
    return Promise.resolve(ok());
  }

  sweep(): Promise<void> {
    return Promise.resolve();
  }

  private find({ account, id, key }: SnapshotPlace): Result<Kept, SnapshotError> {
    const kept = this.kept.get(id);
    if (kept === undefined || kept.wish.account !== account) return fail('snapshot-absent', 'no such snapshot');
    return kept.isDamaged || !equalBytes(kept.wish.key, key) ? fail('snapshot-damaged', 'set to be') : ok(kept);
  }
}

/** All that one account keeps, as it is now. */
function copyTables(from: MemoryTables, to: MemoryTables): void {
  for (const [id, event] of from.events) to.events.set(id, structuredClone(event));
  for (const [id, space] of from.spaces) to.spaces.set(id, structuredClone(space));
  copyMaps(from.records, to.records);
  copyMaps(from.feed, to.feed);
}

/** Copies each map into the one of the same name. */
function copyMaps<Maps extends object>(from: Maps, to: Maps): void {
  for (const name of Object.keys(from)) {
    const [rows, table]: [unknown, unknown] = [Reflect.get(from, name), Reflect.get(to, name)];
    if (!(rows instanceof Map) || !(table instanceof Map)) continue;
    for (const [key, row] of new Map<unknown, unknown>(structuredClone(rows))) table.set(key, row);
  }
}
