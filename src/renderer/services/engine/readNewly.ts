import { understanding } from '@domain/chat/project.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, EventPlace } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';

/** Under this name stands what the version that last read everything understood. */
const NAME = 'understood';
/** How long after a start it begins, ms: first comes what a person waits for. */
const FIRST = 20_000;
/** Events looked at in one step. */
const PAGE = 200;
/** Rest between two steps, ms: others want the thread and the database, too. */
const REST = 50;
/** How long until it is looked again whether it is still to stand back, ms. */
const HELD = 5000;

/** What reading anew works with. */
export interface ReadNewlyParts {
  readonly store: Pick<DocumentStore, 'readAnew' | 'values' | 'allChainHeads'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** Whether it is to stand back: history moves (REP-28), or somebody presses something (STO-66). */
  readonly isHeld: () => boolean;
}

/** Notes that all that is kept here was read by this version. */
export async function noteUnderstood({ values }: Pick<DocumentStore, 'values'>): Promise<void> {
  await values.put({ name: NAME, value: understanding() });
}

/** A history that is still to come, as to a device that was linked just now, is taken by this version from its first event on. */
async function noteIfEmpty(store: ReadNewlyParts['store']): Promise<void> {
  const known = await store.values.get(NAME);
  if (!known.ok || known.value !== null) return;
  const heads = await store.allChainHeads();
  if (heads.ok && heads.value.length === 0) await noteUnderstood(store);
}

/** After a change of what is understood, reads once all that was kept without being understood (STO-66); cut short, it begins anew next time. */
export function readNewly({ store, clock, log, isHeld }: ReadNewlyParts): Disposer {
  let isDisposed = false;
  const step = async (after: EventPlace | null): Promise<void> => {
    if (isHeld()) {
      cancel = clock.after(HELD, () => void step(after));
      return;
    }
    const next = await store.readAnew(after, PAGE);
    if (isDisposed) return;
    if (!next.ok) {
      log.write('warn', 'store', `not read anew: ${next.error.code}`);
      return;
    }
    const place = next.value;
    if (place !== null) cancel = clock.after(REST, () => void step(place));
    else await noteUnderstood(store);
  };
  const begin = async (): Promise<void> => {
    const known = await store.values.get(NAME);
    if (isDisposed || !known.ok || known.value?.value === understanding()) return;
    await step(null);
  };
  void noteIfEmpty(store);
  let cancel = clock.after(FIRST, () => void begin());
  return () => {
    isDisposed = true;
    cancel();
  };
}
