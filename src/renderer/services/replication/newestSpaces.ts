import type { SpaceId } from '@shared/ids.ts';

/**
 * Spaces in the order in which a peer told them, newest first as it knows them, or newest first as we know them, whichever puts a space
 * further ahead (REP-27): only who holds what is new knows where it is, and who that is of the two is not known.
 */
export function newestFirst(told: readonly SpaceId[], newestAt: (space: SpaceId) => number): readonly SpaceId[] {
  const places = new Map(told.map((space, place) => [space, place]));
  const known = new Map(told.map((space) => [space, newestAt(space)]));
  const byUs = told.toSorted((one, other) => (known.get(other) ?? 0) - (known.get(one) ?? 0));
  for (const [place, space] of byUs.entries()) places.set(space, Math.min(place, places.get(space) ?? place));
  return told.toSorted((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
}
