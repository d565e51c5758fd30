import type { SpaceId } from '@shared/ids.ts';
import type { ToldEvent } from './eventMessages.ts';
import { UNASKED_BYTES, UNASKED_EVENTS } from './sessionLimits.ts';

/** The last own events, over all spaces, as many as are told unasked at link-up (REP-22): so that telling them reads nothing. */
export class RecentOwn {
  private events: readonly ToldEvent[] = [];

  note(events: readonly ToldEvent[]): void {
    if (events.length === 0) return;
    let bytes = 0;
    const newest = [...this.events, ...events].slice(-UNASKED_EVENTS).toReversed();
    const kept = newest.filter(({ payload }) => (bytes += payload.length) <= UNASKED_BYTES);
    this.events = kept.toReversed();
  }

  /** The own events of a space at these places, both included; null where one of them is not remembered. */
  between(space: SpaceId, low: number, high: number): readonly ToldEvent[] | null {
    const found = this.events.filter(
      ({ content }) => content.space === space && content.seq >= low && content.seq <= high,
    );
    return found.length === high - low + 1 ? found : null;
  }
}
