import type { EventId, SpaceId } from '@shared/ids.ts';
import type { FeedEntry } from '@domain/webfeed/records.ts';

/** The text of an entry that is on this device. */
export interface KeptText {
  readonly feed: SpaceId;
  readonly entry: EventId;
  readonly bytes: number;
  /** Since when it is here, ms. */
  readonly at: number;
  /** Where its entry stands, ms. */
  readonly saidAt: number;
}

/** The texts of a feed that are here, as its entries say. */
export function keptTexts(feed: SpaceId, entries: readonly FeedEntry[]): readonly KeptText[] {
  return entries.flatMap(({ id, at: saidAt, text }) =>
    text === undefined ? [] : [{ feed, entry: id, saidAt, ...text }],
  );
}
