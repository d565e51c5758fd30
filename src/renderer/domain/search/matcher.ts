/** Looks whether text says what is looked for, and where (SRC-4). */
import { type Folded, foldText, sourcePlace } from './fold.ts';
import { isNearby, slipsOf } from './nearby.ts';
import type { Clause, Question } from './question.ts';
import { type Piece, piecesOf } from './terms.ts';

/** How well something was found: word for word, by how its words begin, or with slips forgiven. */
export type Likeness = 'exact' | 'begins' | 'nearby';

/** Where text says it, as [start, end) of UTF-16 code units, in order and apart. */
export type Marks = readonly (readonly [number, number])[];

/** What was found in a text. */
export interface Match {
  readonly likeness: Likeness;
  readonly marks: Marks;
}

const LIKENESSES: readonly Likeness[] = ['exact', 'begins', 'nearby'];
/** The marks that make another letter of a kana; elsewhere a mark after what was typed may be what is typed next. */
const VOICED = /^[\u3099\u309a]/;
/** Most marks that are told of one text. */
const MOST_MARKS = 64;

interface Found {
  readonly likeness: Likeness;
  readonly places: readonly (readonly [number, number])[];
}

/** Null where the text does not say all of it. Slips are forgiven only when asked. */
export function matchText(
  { clauses }: Pick<Question, 'clauses'>,
  text: string,
  { forgiving = false }: { readonly forgiving?: boolean } = {},
): Match | null {
  const folded = foldText(text);
  const pieces = piecesOf(folded.text);
  const found: Found[] = [];
  for (const clause of clauses) {
    const here = findClause(clause, { folded, pieces, forgiving });
    if (here === null) return null;
    found.push(here);
  }
  return { likeness: worstOf(found), marks: marksOf(folded, found) };
}

/** Where a text says any of it, as it is drawn: also where it does not say all. */
export function markText(
  { clauses }: Pick<Question, 'clauses'>,
  text: string,
  { forgiving = false }: { readonly forgiving?: boolean } = {},
): Marks {
  const folded = foldText(text);
  const searched = { folded, pieces: piecesOf(folded.text), forgiving };
  const found = clauses.map((clause) => findClause(clause, searched)).filter((here) => here !== null);
  return marksOf(folded, found);
}

interface Searched {
  readonly folded: Folded;
  readonly pieces: readonly Piece[];
  readonly forgiving: boolean;
}

function findClause(clause: Clause, searched: Searched): Found | null {
  if (clause.kind === 'run') return findRun(clause.text, searched);
  return clause.kind === 'word' ? findWord(clause, searched) : findPhrase(clause.pieces, searched);
}

function findRun(run: string, { folded: { text } }: Searched): Found | null {
  const places: (readonly [number, number])[] = [];
  for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + run.length)) {
    const end = at + run.length;
    if (!VOICED.test(text.slice(end, end + 1))) places.push([at, end]);
  }
  return places.length === 0 ? null : { likeness: 'exact', places };
}

function findWord(
  { text, isOpen }: Extract<Clause, { readonly kind: 'word' }>,
  { pieces, forgiving }: Searched,
): Found | null {
  const words = pieces.filter(({ kind }) => kind === 'word');
  const exact = words.filter((word) => word.text === text);
  if (exact.length > 0) return { likeness: 'exact', places: exact.map(({ start, end }) => [start, end]) };
  const begun = isOpen ? words.filter((word) => word.text.startsWith(text)) : [];
  if (begun.length > 0) return { likeness: 'begins', places: begun.map(({ start }) => [start, start + text.length]) };
  const slips = forgiving ? slipsOf(text) : 0;
  const near = slips === 0 ? [] : words.filter((word) => isNearby(text, word.text, slips));
  return near.length === 0 ? null : { likeness: 'nearby', places: near.map(({ start, end }) => [start, end]) };
}

function findPhrase(phrase: readonly Pick<Piece, 'kind' | 'text'>[], { pieces }: Searched): Found | null {
  const places: (readonly [number, number])[] = [];
  for (let first = 0; first + phrase.length <= pieces.length; first += 1) {
    const start = pieces[first];
    const last = pieces[first + phrase.length - 1];
    const isHere = phrase.every((wanted, index) => says(pieces[first + index], wanted, { index, of: phrase.length }));
    if (isHere && start !== undefined && last !== undefined) places.push(phraseEnds(phrase, start, last));
  }
  return places.length === 0 ? null : { likeness: 'exact', places };
}

/** The last word of a phrase may be cut short, and a run at either end may go on. */
function says(
  piece: Piece | undefined,
  wanted: Pick<Piece, 'kind' | 'text'>,
  { index, of }: { readonly index: number; readonly of: number },
): boolean {
  if (piece === undefined || piece.kind !== wanted.kind) return false;
  if (piece.text === wanted.text) return true;
  if (index === of - 1) return piece.text.startsWith(wanted.text);
  return index === 0 && wanted.kind === 'run' && piece.text.endsWith(wanted.text);
}

function phraseEnds(phrase: readonly Pick<Piece, 'text'>[], first: Piece, last: Piece): readonly [number, number] {
  return [first.end - (phrase[0]?.text.length ?? 0), last.start + (phrase.at(-1)?.text.length ?? 0)];
}

function worstOf(found: readonly Found[]): Likeness {
  const worst = Math.max(0, ...found.map(({ likeness }) => LIKENESSES.indexOf(likeness)));
  return LIKENESSES[worst] ?? 'exact';
}

function marksOf(folded: Folded, found: readonly Found[]): Marks {
  const places = found.flatMap(({ places: of }) => of).toSorted(([one], [other]) => one - other);
  const marks: [number, number][] = [];
  for (const [from, to] of places) {
    const start = sourcePlace(folded, from);
    const end = sourcePlace(folded, to);
    const last = marks.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else if (marks.length < MOST_MARKS) marks.push([start, end]);
  }
  return marks;
}
