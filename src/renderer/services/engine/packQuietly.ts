import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import { workInSteps } from '../quietly.ts';

/** How long after a start packing begins, ms: first comes what a person waits for. */
const FIRST = 2 * 60_000;
/** Rest between two packs, ms: others want the thread and the database, too. */
const REST = 100;
/** How long until it is looked again whether buckets were sealed meanwhile, or what failed works, ms. */
const AGAIN = 3_600_000;

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
  return workInSteps({
    step: () => store.packSealed(),
    onFailed: ({ code }) => log.write('warn', 'store', `not packed: ${code}`),
    times: { first: FIRST, rest: REST, again: AGAIN },
    clock,
    isHeld,
  });
}
