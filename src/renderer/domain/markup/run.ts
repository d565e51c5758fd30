/** What a person wrote, taken apart for showing: never HTML, and nothing lost but the marks that are drawn (MKP-1). */

/** How a stretch of text is drawn. */
export type Mark = 'bold' | 'italic' | 'strike';

/** A stretch of text with the same marks. */
export interface TextRun {
  /** As it was said, from {@link start} on without a gap. */
  readonly text: string;
  /** Where it begins in what was said, UTF-16 code units. */
  readonly start: number;
  readonly marks: readonly Mark[];
  /** Set in a fixed width; nothing else is read in it. */
  readonly isCode: boolean;
  /** The address it leads to; null for none. */
  readonly link: string | null;
}

/** A stretch that is an address, found before marks are looked for: what is in it is no mark. */
export interface LinkRange {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

/** A piece of a message that stands by itself. */
export type TextBlock =
  | { readonly block: 'text' | 'quote'; readonly runs: readonly TextRun[] }
  /** Lines of code as they were said. `language` is what the author called it, or empty. */
  | { readonly block: 'code'; readonly language: string; readonly text: string; readonly start: number };
