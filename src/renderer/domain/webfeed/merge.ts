import type { EventId } from '@shared/ids.ts';
import { type FeedEntry, MOST_ENTRIES } from './records.ts';

/** An entry as it was read just now; `at` is its writer's word. */
export interface ReadEntry extends Omit<FeedEntry, 'at' | 'found'> {
  readonly at: number | null;
}

/**
 * Joins what was read with what is kept (WFD-5). Each entry is there once, and stands where its writer says, but never later than when it was
 * found; one without a date stands where it was found, in the order of its feed. What a feed does not have any more stays until newer
 * ones push it out. Newest first.
 */
export function mergeEntries(
  known: readonly FeedEntry[],
  read: readonly ReadEntry[],
  now: number,
): readonly FeedEntry[] {
  const before = new Map(known.map((entry) => [entry.id, entry]));
  const merged = new Map<EventId, FeedEntry>();
  read.forEach((entry, place) => {
    if (merged.has(entry.id)) return;
    const old = before.get(entry.id);
    // A writer who leaves out dates lists the newest first; a millisecond each keeps them so.
    const at = Math.min(entry.at ?? old?.at ?? Math.max(0, now - place), now);
    merged.set(entry.id, { ...entry, at, found: old?.found ?? now });
  });
  for (const entry of known) if (!merged.has(entry.id)) merged.set(entry.id, entry);
  return [...merged.values()].toSorted(newestFirst).slice(0, MOST_ENTRIES);
}

/** As posts stand: by time, then by id. */
function newestFirst(one: FeedEntry, other: FeedEntry): number {
  if (one.at !== other.at) return other.at - one.at;
  return one.id < other.id ? 1 : -1;
}
