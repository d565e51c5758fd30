import type { Random } from '@ports/random.ts';

const MINUTE = 60_000;
/** Least time between two looks at a feed, ms; up to as much again is added by chance. */
export const REFRESH_EVERY = 30 * MINUTE;
const FIRST_RETRY = 15 * MINUTE;
const LONGEST_RETRY = 12 * 60 * MINUTE;

/**
 * When a feed is tried again, ms from now (WFD-8): half an hour to an hour after it was read; after failing a quarter of an hour, then twice as
 * long each time, half a day at most, and by chance up to half of that more, so that not everybody asks at once.
 */
export function nextTry(failures: number, random: Random): number {
  const [high = 0, low = 0] = random.bytes(2);
  const chance = (high * 256 + low) / 65_536;
  if (failures === 0) return Math.round(REFRESH_EVERY * (1 + chance));
  const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(failures - 1, 20));
  return Math.round(wait * (1 + chance / 2));
}
