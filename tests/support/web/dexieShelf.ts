import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { DexieSnapshots } from '@adapters/dexie/snapshots/dexieSnapshots.ts';
import type { SnapshotFiles } from '@adapters/dexie/snapshots/snapshotFiles.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import { alice } from '../shared/storeFixtures.ts';
import { value } from '../shared/storeScene.ts';

/** Files in memory; what is set to be full takes nothing. */
export class MemoryFiles implements SnapshotFiles {
  readonly all = new Map<string, Uint8Array>();
  isFull = false;

  async list() {
    return [...this.all].map(([name, { length }]) => ({ name, bytes: length }));
  }

  async write(name: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
    const written: Uint8Array[] = [];
    for await (const part of parts) {
      if (this.isFull) throw new DOMException('no room', 'QuotaExceededError');
      written.push(part);
    }
    this.all.set(name, joinBytes(...written));
  }

  async read(name: string): Promise<Blob | null> {
    const bytes = this.all.get(name);
    return bytes === undefined ? null : new Blob([Uint8Array.from(bytes)]);
  }

  async remove(name: string): Promise<void> {
    this.all.delete(name);
  }
}

/** The database of Alice, open unless it is not to be, and a shelf beside it. */
export async function dexieShelf(isOpen = true) {
  const platform = { indexedDB: new IDBFactory(), IDBKeyRange };
  const estimate = async () => ({ usedBytes: 1, quotaBytes: 2, persisted: true });
  const store = new DexieDocumentStore({ ...platform, estimate });
  if (isOpen) value(await store.open(alice));
  const files = new MemoryFiles();
  const shelf = new DexieSnapshots({
    ...platform,
    random: new SeededRandom(51),
    files: (account) => (account === alice ? files : new MemoryFiles()),
    store: { estimate },
  });
  return { store, shelf, files, platform, dispose: async () => store.close() };
}
