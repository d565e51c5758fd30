/** What text is cut into to be found again (SRC-2). */
import { type Folded, foldText } from './fold.ts';

/** A part of folded text: a word, or a run of a script that puts no spaces between words. */
export interface Piece {
  readonly kind: 'word' | 'run';
  readonly text: string;
  /** Its place in the folded text. */
  readonly start: number;
  readonly end: number;
}

/** Longest term that is kept, UTF-16 code units: of a longer word its beginning is found, and the rest is looked at where it stands. */
export const MAX_TERM = 32;

const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー`;
const PIECES = new RegExp(
  String.raw`(?<run>[${UNSPACED}][${UNSPACED}\p{M}]*)|[[\p{L}\p{N}]--[${UNSPACED}]][[\p{L}\p{M}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}]]*|[\p{Extended_Pictographic}--\p{N}]`,
  'gv',
);
/** A letter with what belongs to it. */
const CLUSTERS = /[^\p{M}]\p{M}*|\p{M}+/gu;

/** The words and runs of folded text, in order. */
export function piecesOf(folded: string): readonly Piece[] {
  return Array.from(folded.matchAll(PIECES), ({ 0: text, index, groups }) => {
    const kind = groups?.['run'] === undefined ? 'word' : 'run';
    return { kind, text, start: index, end: index + text.length };
  });
}

/** A run cut into pairs that overlap, so that any part of it is found whatever its words are. */
export function gramsOf(run: string): readonly string[] {
  const letters = run.match(CLUSTERS) ?? [];
  // The last letter stands alone, too: every letter then begins a gram.
  return letters.map((letter, index) => (letter + (letters[index + 1] ?? '')).slice(0, MAX_TERM));
}

/** The terms under which text is found: each once. */
export function termsOf(text: string): ReadonlySet<string> {
  return termsOfFolded(foldText(text));
}

/** The same of text that was folded already. */
export function termsOfFolded({ text }: Folded): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const piece of piecesOf(text)) {
    if (piece.kind === 'word') terms.add(piece.text.slice(0, MAX_TERM));
    else for (const gram of gramsOf(piece.text)) terms.add(gram);
  }
  return terms;
}
