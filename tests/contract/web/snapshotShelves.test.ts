import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemorySnapshots } from '@adapters/memory/store/memorySnapshots.ts';
import { describeSnapshots } from '../../support/shared/snapshotContract.ts';
import { alice } from '../../support/shared/storeFixtures.ts';
import { value } from '../../support/shared/storeScene.ts';
import { dexieShelf } from '../../support/web/dexieShelf.ts';

describeSnapshots('memory', async () => {
  const disk = new MemoryDisk();
  const store = new MemoryDocumentStore({ disk });
  value(await store.open(alice));
  return { store, shelf: new MemorySnapshots(() => disk), dispose: async () => store.close() };
});

describeSnapshots('files beside Dexie', () => dexieShelf());
