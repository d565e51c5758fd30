import type { AdmittedEvent } from '@domain/event/event.ts';
import { type Result, ok } from '@shared/result.ts';
import type { StoreError, Stored } from '@ports/documentStore.ts';

/** Events given to the store in one transaction: a thousand rows at once would hold up the thread. */
const KEPT_AT_ONCE = 250;
/** The same of events below what is held: most of them take one row for many (STO-68). */
const KEPT_BELOW = 500;

/** Events of one chain as they go to the store: upward from the first, or downward from the last. */
export function* slicesOf(
  events: readonly AdmittedEvent[],
  side: 'above' | 'below',
): Generator<readonly AdmittedEvent[]> {
  if (side === 'above') {
    for (let from = 0; from < events.length; from += KEPT_AT_ONCE) yield events.slice(from, from + KEPT_AT_ONCE);
    return;
  }
  for (let to = events.length; to > 0; to -= KEPT_BELOW) yield events.slice(Math.max(0, to - KEPT_BELOW), to);
}

/** How slices are kept. */
export interface SliceWays {
  readonly give: (slice: readonly AdmittedEvent[]) => Stored;
  /** Called for each slice once it is kept, in their order. */
  readonly onKept: (slice: readonly AdmittedEvent[]) => void;
  /** Whether the store is given the next slice while it writes one, so that it never waits for us. */
  readonly isAhead: boolean;
}

/**
 * Gives slices to the store, in order, until one is refused: that is the answer. A slice given ahead does not join what is kept when the
 * one before it is refused, so the store refuses it as well; it must not be given ahead where it could stand alone.
 */
export async function keepSlices(
  slices: Iterable<readonly AdmittedEvent[]>,
  { give, onKept, isAhead }: SliceWays,
): Promise<Result<void, StoreError>> {
  let last: Stored = Promise.resolve(ok());
  for (const slice of slices) {
    const before = last;
    last = keep(before, give(slice), () => onKept(slice));
    const kept = await (isAhead ? before : last);
    if (!kept.ok) break;
  }
  return last;
}

async function keep(before: Stored, given: Stored, onKept: () => void): Promise<Result<void, StoreError>> {
  const [earlier, kept] = await Promise.all([before, given]);
  if (!earlier.ok) return earlier;
  if (kept.ok) onKept();
  return kept;
}
