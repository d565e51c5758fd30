/** What a person typed, as conditions (SRC-3). */
import { foldText } from './fold.ts';
import { type Piece, gramsOf, piecesOf } from './terms.ts';

/** One thing that must stand in what is found. */
export type Clause =
  /** A word; `isOpen`: one that begins so will do. */
  | { readonly kind: 'word'; readonly text: string; readonly isOpen: boolean }
  /** A run of a script without spaces, anywhere. */
  | { readonly kind: 'run'; readonly text: string }
  /** Pieces one after the other, with nothing but signs and spaces between. */
  | { readonly kind: 'phrase'; readonly pieces: readonly Pick<Piece, 'kind' | 'text'>[] };

/** What is looked for, read. */
export interface Question {
  readonly clauses: readonly Clause[];
  /** Names after `from:`, folded. */
  readonly from: readonly string[];
  /** Names after `in:`, folded. */
  readonly within: readonly string[];
}

/** Longest text that is read as a question. */
export const MAX_QUESTION = 500;
/** Most clauses that count. */
const MOST_CLAUSES = 16;
/** A word shorter than that finds only itself, unless it is the last: it may still be being typed. */
const SHORTEST_OPEN = 2;
/** What may stand before a name, in the languages of the catalogues. */
const FIELDS: Readonly<Record<string, 'from' | 'in'>> = { from: 'from', in: 'in', من: 'from', في: 'in' };
const PARTS =
  /(?:(?<![\p{L}\p{N}])(?<field>from|in|من|في):)?(?:["“”„«»「」](?<quoted>[^"“”„«»「」]*)(?:["“”„«»「」]|$)|(?<bare>[^\s"“”„«»「」]+))/giu;

/** Reads what was typed. What says nothing has no clauses. */
export function readQuestion(typed: string): Question {
  const clauses: Clause[] = [];
  const named: Record<'from' | 'in', string[]> = { from: [], in: [] };
  for (const { groups } of typed.slice(0, MAX_QUESTION).matchAll(PARTS)) {
    const quoted = groups?.['quoted'];
    const words = quoted ?? groups?.['bare'] ?? '';
    const field = FIELDS[groups?.['field']?.toLowerCase() ?? ''];
    if (field !== undefined) named[field].push(foldText(words).text.trim());
    else clauses.push(...clausesOf(words, quoted !== undefined));
  }
  const filled = (names: readonly string[]) => names.filter((name) => name !== '');
  return { clauses: opened(clauses.slice(0, MOST_CLAUSES)), from: filled(named.from), within: filled(named.in) };
}

/** Whether there is nothing to look for. */
export function isEmptyQuestion({ clauses, from, within }: Question): boolean {
  return clauses.length === 0 && from.length === 0 && within.length === 0;
}

/**
 * Terms something must have to be found: for each clause those of which each must stand there, the last of them perhaps only as a
 * beginning. More is found by them than is meant; what it is, is looked at where it stands.
 */
export interface NeededTerm {
  readonly term: string;
  readonly isOpen: boolean;
  /** Which clause it belongs to. */
  readonly clause: number;
}

/** See {@link NeededTerm}. */
export function neededTerms({ clauses }: Pick<Question, 'clauses'>): readonly NeededTerm[] {
  return clauses.flatMap((clause, place) => termsOfClause(clause).map((needed) => ({ ...needed, clause: place })));
}

function termsOfClause(clause: Clause): readonly Omit<NeededTerm, 'clause'>[] {
  if (clause.kind === 'word') return [{ term: clause.text, isOpen: clause.isOpen }];
  if (clause.kind === 'run') return gramTerms(clause.text);
  return clause.pieces.flatMap(({ kind, text }, index) =>
    kind === 'run' ? gramTerms(text) : [{ term: text, isOpen: index === clause.pieces.length - 1 }],
  );
}

/** The last letter begins some gram wherever it stands; with one before it, it says nothing that the pair does not. */
function gramTerms(run: string): readonly Omit<NeededTerm, 'clause'>[] {
  const grams = gramsOf(run);
  const pairs = grams.length > 1 ? grams.slice(0, -1) : grams;
  return pairs.map((term, index) => ({ term, isOpen: index === pairs.length - 1 }));
}

function clausesOf(words: string, isQuoted: boolean): readonly Clause[] {
  const pieces = piecesOf(foldText(words).text).map(({ kind, text }) => ({ kind, text }));
  if (pieces.length === 0) return [];
  if (isQuoted && pieces.length > 1) return [{ kind: 'phrase', pieces }];
  return pieces.map(({ kind, text }): Clause => {
    return kind === 'run' ? { kind, text } : { kind, text, isOpen: !isQuoted && text.length >= SHORTEST_OPEN };
  });
}

function opened(clauses: readonly Clause[]): readonly Clause[] {
  return clauses.map((clause, index) =>
    clause.kind === 'word' && index === clauses.length - 1 && clause.text.length < SHORTEST_OPEN
      ? { ...clause, isOpen: true }
      : clause,
  );
}
