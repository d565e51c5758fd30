/** What people did at the board: who sat down, what they moved, asked and gave up. Which of it counts is for `game.ts` to say. */
import { type Readers, oneOf, readBy, whole } from '../../shared/fields.ts';
import type { Act, Rules } from '../../shared/log.ts';
import { asId } from '../../shared/reading.ts';
import type { Side } from './board.ts';

/** One act at a table. `at` is the name of the last move its author saw, '' before the first. */
export type Op =
  | { readonly t: 'sit'; readonly game: string; readonly side: Side }
  | { readonly t: 'stand'; readonly game: string }
  | { readonly t: 'move'; readonly game: string; readonly id: string; readonly at: string; readonly move: string }
  | { readonly t: 'draw'; readonly game: string; readonly at: string }
  | { readonly t: 'resign'; readonly game: string; readonly at: string }
  | { readonly t: 'again'; readonly game: string }
  | { readonly t: 'open'; readonly game: string };

/** A move as it was sent. */
export interface SentMove {
  readonly id: string;
  readonly author: string;
  readonly at: string;
  readonly move: string;
}

/** A wish to end the game. */
export interface Word {
  readonly author: string;
  readonly at: string;
}

/** All that was done at one table. */
export interface Table {
  /** Who sat down where, the first first. */
  readonly sits: readonly { readonly author: string; readonly side: Side }[];
  readonly moves: readonly SentMove[];
  readonly draws: readonly Word[];
  readonly resigns: readonly Word[];
  /** Who wants to play again. */
  readonly again: readonly string[];
  /** Whether somebody asked for a new game with free seats. */
  readonly isOpened: boolean;
}

/** All tables by name. */
export interface State {
  readonly tables: Readonly<Record<string, Table>>;
}

/** The table of the first game. The rematch of a game adds an `r` to its name, a new game with free seats an `o`. */
export const FIRST = 'g';
/** A table nobody came to yet. */
export const EMPTY: Table = { sits: [], moves: [], draws: [], resigns: [], again: [], isOpened: false };

/** Most that is kept at one table of each kind, so that a flood stays small. */
const MOST = { sits: 12, moves: 1500, words: 100 };

const nameOfGame = (value: unknown) => (typeof value === 'string' && /^g[ro]{0,99}$/.test(value) ? value : null);
const moveOf = (value: unknown) => (typeof value === 'string' && /^([a-h][1-8]){2}[qrbn]?$/.test(value) ? value : null);
const placeOf = (value: unknown) => (value === '' ? '' : asId(value));

const readers: Readers<Op> = {
  sit: (get) => whole({ t: 'sit', game: nameOfGame(get('game')), side: oneOf(['w', 'b'], get('side')) }),
  stand: (get) => whole({ t: 'stand', game: nameOfGame(get('game')) }),
  move: (get) =>
    whole({
      t: 'move',
      game: nameOfGame(get('game')),
      id: asId(get('id')),
      at: placeOf(get('at')),
      move: moveOf(get('move')),
    }),
  draw: (get) => whole({ t: 'draw', game: nameOfGame(get('game')), at: placeOf(get('at')) }),
  resign: (get) => whole({ t: 'resign', game: nameOfGame(get('game')), at: placeOf(get('at')) }),
  again: (get) => whole({ t: 'again', game: nameOfGame(get('game')) }),
  open: (get) => whole({ t: 'open', game: nameOfGame(get('game')) }),
};

function atTable(table: Table, { author, op }: Act<Op>): Table {
  switch (op.t) {
    case 'sit':
      return withSit(table, { author, side: op.side });
    case 'stand':
      return { ...table, sits: table.sits.filter((sit) => sit.author !== author) };
    case 'move':
      return withMove(table, { id: op.id, author, at: op.at, move: op.move });
    case 'draw':
      return { ...table, draws: withWord(table.draws, { author, at: op.at }) };
    case 'resign':
      return { ...table, resigns: withWord(table.resigns, { author, at: op.at }) };
    case 'again':
      return { ...table, again: [...new Set([...table.again, author])].slice(0, MOST.words) };
    case 'open':
      return { ...table, isOpened: true };
  }
}

function withSit(table: Table, sit: Table['sits'][number]): Table {
  const isSeated = table.sits.some(({ author }) => author === sit.author);
  return isSeated || table.sits.length >= MOST.sits ? table : { ...table, sits: [...table.sits, sit] };
}

function withMove(table: Table, move: SentMove): Table {
  const isKnown = table.moves.some(({ id, author }) => id === move.id && author === move.author);
  const isTooMuch = isFull(table.moves, move, MOST.moves);
  return isKnown || isTooMuch ? table : { ...table, moves: [...table.moves, move] };
}

function withWord(words: readonly Word[], word: Word): readonly Word[] {
  const isKnown = words.some(({ author, at }) => author === word.author && at === word.at);
  return isKnown || isFull(words, word, MOST.words) ? words : [...words, word];
}

/** Counted by who says it: whoever looks on cannot fill the table of those who play. */
function isFull(said: readonly { readonly author: string }[], { author }: { readonly author: string }, most: number) {
  return said.reduce((count, one) => count + Number(one.author === author), 0) >= most;
}

/** Rules of the log of a chess program. */
export const rules: Rules<State, Op> = {
  start: { tables: {} },
  read: (value) => readBy(readers, value),
  apply: (state, act) => ({
    tables: { ...state.tables, [act.op.game]: atTable(state.tables[act.op.game] ?? EMPTY, act) },
  }),
};
