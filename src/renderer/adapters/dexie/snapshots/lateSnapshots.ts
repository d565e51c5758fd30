import { type Result, err } from '@shared/result.ts';
import type { SnapshotError, SnapshotShelf } from '@ports/snapshots.ts';

const AWAY: Result<never, SnapshotError> = err({
  code: 'storage-failed',
  message: 'the code of snapshots did not come',
});

/** Snapshots whose code is fetched when something is asked of them. */
export function lateSnapshots(load: () => Promise<SnapshotShelf>): SnapshotShelf {
  const ask = async <T>(question: (shelf: SnapshotShelf) => Promise<Result<T, SnapshotError>>) => {
    const shelf = await load().catch(() => null);
    return shelf === null ? AWAY : question(shelf);
  };
  return {
    list: (account) => ask((shelf) => shelf.list(account)),
    take: (wish) => ask((shelf) => shelf.take(wish)),
    check: (place) => ask((shelf) => shelf.check(place)),
    open: (place) => ask((shelf) => shelf.open(place)),
    remove: (account, id) => ask((shelf) => shelf.remove(account, id)),
    lastUpdate: (account) =>
      load().then(
        (shelf) => shelf.lastUpdate(account),
        () => null,
      ),
    sweep: (account) =>
      load().then(
        (shelf) => shelf.sweep(account),
        () => undefined,
      ),
  };
}
