/** Pages of the room, the first part of what follows `#/discover/`. */
export const discoverPages = ['search', 'trends', 'shelf'] as const;
/** One of {@link discoverPages}. */
export type DiscoverPage = (typeof discoverPages)[number];

/** The page of an address; the search for anything unknown. */
export function discoverPageOf(selected: string | null): DiscoverPage {
  return discoverPages.find((page) => page === selected) ?? 'search';
}

/** The words that an address asks for, `#/discover/search/<words>`; null where it asks for none. */
export function askedWordsOf(selected: string | null): string | null {
  const words = /^search\/(.+)$/su.exec(selected ?? '')?.[1];
  return words === undefined ? null : readWords(words);
}

/** What is written as no address should be is taken as it stands. */
function readWords(words: string): string {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}
