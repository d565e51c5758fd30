/** Longest text of a feed that is read, UTF-16 code units. */
export const MAX_FEED_TEXT = 10 * 1024 * 1024;
/** Most entries that are read of one feed. */
export const MOST_FEED_ENTRIES = 1000;

/** A file an entry goes with: a recording, mostly. Named, never fetched. */
export interface WebFeedFile {
  readonly url: string;
  /** As its writer says: `audio/mpeg`; empty for nothing. */
  readonly type: string;
  /** Bytes, as its writer says; null for nothing. */
  readonly size: number | null;
}

/** An entry of a feed as its writer has it: everything in it is a stranger's. */
export interface WebFeedEntry {
  /** What its writer tells it from others by; empty for nothing. */
  readonly id: string;
  /** Where it is on the web; null for nowhere. */
  readonly link: string | null;
  /** May hold HTML. */
  readonly title: string;
  readonly content: string;
  readonly form: 'html' | 'text';
  /** What addresses without a host in it are beside. */
  readonly base: string;
  /** ms; null where nothing is said that can be read. */
  readonly at: number | null;
  readonly author: string;
  readonly files: readonly WebFeedFile[];
}

/** What a feed says of itself. */
export interface WebFeed {
  /** May hold HTML, as the description. */
  readonly name: string;
  readonly description: string;
  /** The site it is of; null where none is named. */
  readonly site: string | null;
  readonly entries: readonly WebFeedEntry[];
}

/** What a text came to. */
export type WebFeedReading =
  | { readonly found: 'feed'; readonly feed: WebFeed }
  /** A page for people, and the feeds it names: addresses of the web. */
  | { readonly found: 'page'; readonly feeds: readonly string[] }
  /** `refused`: it defines entities, which no feed needs. */
  | { readonly found: 'nothing'; readonly why: 'no-feed' | 'refused' };

/** Reads RSS, Atom, RDF and JSON feeds away from the app's thread. Never fails: of nonsense it says that it is nothing. Adapter: `feeds`. */
export type ReadWebFeed = (text: string, url: string) => Promise<WebFeedReading>;

/** A list of feeds, as readers of feeds give them to each other (OPML 2.0). */
export type ReadFeedList = (text: string) => Promise<readonly { readonly url: string; readonly name: string }[]>;
