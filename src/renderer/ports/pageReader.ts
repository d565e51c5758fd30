/** What a page of the web says of itself. All of it is its maker's words; addresses are whole and of the web. */
export interface PageFacts {
  readonly title: string;
  readonly description: string;
  readonly site: string;
  /** Where a picture of it is; null where it names none. */
  readonly picture: string | null;
}

/** Reads the beginning of a page found at `url`. Nothing of it runs, and nothing it names is fetched. It never throws. Adapter: the browser's own parser. */
export type ReadPage = (html: string, url: string) => PageFacts;
