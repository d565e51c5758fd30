import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';

/** How long after a start packing begins, ms: first comes what a person waits for. */
const FIRST = 2 * 60_000;
/** Rest between two packs, ms: others want the thread and the database, too. */
const REST = 100;
/** How long until it is looked again whether buckets were sealed meanwhile, or what failed works, ms. */
const AGAIN = 3_600_000;
/** How long until it is looked again whether it is still to stand back, ms. */
const HELD = 5000;

/** Packs sealed buckets in the background for as long as the engine runs (STO-65). */
export function packQuietly({
  store,
  clock,
  log,
  isHeld,
}: {
  readonly store: Pick<DocumentStore, 'packSealed'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** Whether it is to stand back: history moves (REP-28), or somebody presses something (STO-65). */
  readonly isHeld: () => boolean;
}): Disposer {
  let isDisposed = false;
  const next = async (): Promise<void> => {
    if (isHeld()) {
      cancel = clock.after(HELD, () => void next());
      return;
    }
    const packed = await store.packSealed();
    if (isDisposed) return;
    if (!packed.ok) log.write('warn', 'store', `not packed: ${packed.error.code}`);
    cancel = clock.after(packed.ok && packed.value ? REST : AGAIN, () => void next());
  };
  let cancel = clock.after(FIRST, () => void next());
  return () => {
    isDisposed = true;
    cancel();
  };
}
