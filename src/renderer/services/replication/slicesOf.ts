import type { AdmittedEvent } from '@domain/event/event.ts';

/** Events given to the store in one transaction: a thousand rows at once would hold up the thread. */
const KEPT_AT_ONCE = 125;

/** Events of one chain as they go to the store: upward from the first, or downward from the last. */
export function* slicesOf(
  events: readonly AdmittedEvent[],
  side: 'above' | 'below',
): Generator<readonly AdmittedEvent[]> {
  if (side === 'above') {
    for (let from = 0; from < events.length; from += KEPT_AT_ONCE) yield events.slice(from, from + KEPT_AT_ONCE);
    return;
  }
  for (let to = events.length; to > 0; to -= KEPT_AT_ONCE) yield events.slice(Math.max(0, to - KEPT_AT_ONCE), to);
}
