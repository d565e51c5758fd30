import { DexieSnapshots } from '@adapters/dexie/snapshots/dexieSnapshots.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import type { SnapshotShelf } from '@ports/snapshots.ts';
import { persistently } from '@ui/loading/persistently.ts';

export { SCHEMA_VERSION } from '@adapters/dexie/schema.ts';

/** Snapshots of this browser, or of this window's data folder. */
export const browserSnapshots: SnapshotShelf = new DexieSnapshots({
  random: systemRandom,
  locks: (navigator as Partial<Navigator>).locks,
  store: { fetchCode: persistently },
});
