import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { damageInMemory } from '../../support/web/packDamage.ts';
import { describeStoreContract } from '../../support/shared/storeContract.ts';

describeStoreContract('MemoryDocumentStore', () => {
  const disk = new MemoryDisk();
  return {
    make: () => new MemoryDocumentStore({ disk }),
    makeNewer: async () => {
      disk.openFault = 'store-newer';
    },
    block: async () => {
      disk.openFault = 'store-blocked';
      return async () => {
        disk.openFault = null;
      };
    },
    fill: () => {
      disk.writeFault = 'storage-full';
      return () => {
        disk.writeFault = null;
      };
    },
    damagePack: damageInMemory(disk),
    dispose: async () => undefined,
  };
});
