import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import type { AccountId } from '@shared/ids.ts';
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { SCHEMA_VERSION } from '@adapters/dexie/schema.ts';
import { damageInDatabase } from '../../support/web/packDamage.ts';
import { describeStoreContract } from '../../support/shared/storeContract.ts';
import { answerOf } from '../../support/web/rawDatabase.ts';

describeStoreContract('DexieDocumentStore', () => {
  const indexedDB = new IDBFactory();
  return {
    make: () => new DexieDocumentStore({ indexedDB, IDBKeyRange, estimate, blockedAfter: 30 }),
    makeNewer: async (account) => (await openRaw(indexedDB, account, (SCHEMA_VERSION + 1) * 10)).close(),
    block: async (account) => {
      const old = await openRaw(indexedDB, account, 5);
      return async () => old.close();
    },
    fill: () => {
      const put = Reflect.get(IDBObjectStore.prototype, 'put');
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('no room', 'QuotaExceededError');
      };
      return () => {
        IDBObjectStore.prototype.put = put;
      };
    },
    damagePack: damageInDatabase(indexedDB),
    dispose: async () => undefined,
  };
});

async function estimate() {
  return { usedBytes: 1, quotaBytes: 2, persisted: true };
}

/** Opens without Dexie, without ever letting go when asked to. */
function openRaw(indexedDB: IDBFactory, account: AccountId, version: number): Promise<IDBDatabase> {
  return answerOf(indexedDB.open(`banyan-${account}`, version));
}
