import type { Block } from '@domain/article/document.ts';

/** Longest text of a page, a paste or an entry of a feed that is read, UTF-16 code units; what comes after is left out. */
export const MAX_FOREIGN_TEXT = 8 * 1024 * 1024;

/** A picture that foreign text names. Nobody asked for it: whoever keeps the article decides whether it is fetched, and by whom. */
export interface ForeignPicture {
  readonly block: 'foreign-picture';
  /** `https:`, `http:` or a `data:` URL of a picture of pixels. */
  readonly src: string;
  readonly caption: string;
  readonly description: string;
}

/** A block of foreign text: nothing of this app can be in it. */
export type ForeignBlock =
  | Exclude<Block, { readonly block: 'picture' | 'program' | 'payment' | 'product' | 'post' }>
  | ForeignPicture;

/**
 * Makes blocks of an article from what others wrote (ART-6, ART-7). Whatever comes in, only blocks come out; nothing in it is run, shown
 * or asked for while it is read. Never fails: of nonsense there is nothing.
 */
export interface ArticleReader {
  /** HTML of a page, a word processor or a feed. `base` is where it comes from: addresses without a host are meant beside it, or dropped. */
  readHtml(html: string, base?: string): Promise<readonly ForeignBlock[]>;
  /** Markdown as CommonMark and GitHub have it. */
  readMarkdown(text: string): Promise<readonly ForeignBlock[]>;
}
