import type { Random } from '@ports/random.ts';

/** A letter begins at this hop at most: who hands on the first hop may have written it, or not (CHN-12). */
const FIRST_HOPS = 4;

/** At which hop an own letter begins. */
export function firstHops(random: Random): number {
  return (random.bytes(1)[0] ?? 0) % FIRST_HOPS;
}
