/** Pages of the room, the first part of what follows `#/discover/`. */
export const discoverPages = ['search', 'trends', 'shelf'] as const;
/** One of {@link discoverPages}. */
export type DiscoverPage = (typeof discoverPages)[number];

/** The page of an address; the search for anything unknown. */
export function discoverPageOf(selected: string | null): DiscoverPage {
  return discoverPages.find((page) => page === selected) ?? 'search';
}
