/** Damage to packs of updates, as a failing disk does it. */
import type { UpdatePack } from '@domain/mini/records.ts';
import type { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import type { DamagePack } from '../shared/storeScene.ts';
import { answerOf } from './rawDatabase.ts';

/** The same pack with one letter of its text changed: still JSON, and still as long. */
function harmed(pack: UpdatePack): UpdatePack {
  const place = pack.text.lastIndexOf('serial');
  return { ...pack, text: `${pack.text.slice(0, place)}S${pack.text.slice(place + 1)}` };
}

/** On a disk in memory. */
export function damageInMemory(disk: MemoryDisk): DamagePack {
  return async (account, index) => {
    const spaces = [...disk.tables(account).spaces.values()];
    let before = 0;
    for (const held of spaces) {
      const place = index - before;
      before += held.packs.length;
      if (place < held.packs.length) {
        held.packs = held.packs.map((pack, at) => (at === place ? harmed(pack) : pack));
        return true;
      }
    }
    return false;
  };
}

/** In IndexedDB. */
export function damageInDatabase(indexedDB: IDBFactory): DamagePack {
  return async (account, index) => {
    const database = await answerOf(indexedDB.open(`banyan-${account}`));
    const store = database.transaction('programPacks', 'readwrite').objectStore('programPacks');
    const pack = ((await answerOf(store.getAll())) as readonly UpdatePack[])[index];
    if (pack !== undefined) await answerOf(store.put(harmed(pack)));
    database.close();
    return pack !== undefined;
  };
}
