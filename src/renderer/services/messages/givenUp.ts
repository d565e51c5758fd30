import type { EventId, SpaceId } from '@shared/ids.ts';

/** What was made and not kept, though it has its place in the chain (REP-3), and is not to be said any more (CHT-12). */
export interface GivenUp {
  /** Should it be kept all the same, it is hidden and everybody is asked to remove it. */
  putAway(space: SpaceId, event: EventId): void;
  /** It is said once more: now it is meant. */
  meant(event: EventId): void;
}
