/** Which game was played at a table, out of all that was done there. */
import { type Side, other } from './board.ts';
import { type BoardEnd, type Position, START, boardEnd, moveOf, notation, play, repetitionKey } from './rules.ts';
import { EMPTY, FIRST, type State, type Table } from './tables.ts';

/** A move that counts. */
export interface Played {
  readonly id: string;
  /** Its two squares and what is promoted. */
  readonly text: string;
  readonly notation: string;
  /** The position after it. */
  readonly position: Position;
}

/** How a game ended. */
export interface End {
  readonly reason: BoardEnd | 'agreed' | 'resigned';
  /** Null for a draw. */
  readonly winner: Side | null;
}

/** Who sits where; null where nobody does. */
export type Seats = Readonly<Record<Side, string | null>>;

/** A game as everyone sees it. */
export interface Game {
  readonly name: string;
  readonly seats: Seats;
  readonly line: readonly Played[];
  readonly position: Position;
  readonly end: End | null;
  /** Who offers a draw in the position there is. */
  readonly drawBy: readonly string[];
  /** Who of the two wants to play again. */
  readonly again: readonly string[];
}

/** Moves of one pair that follow one another. */
interface Line {
  readonly played: readonly Played[];
  readonly end: End | null;
}

/** Who plays, and where. */
interface Pair {
  readonly table: Table;
  readonly seats: Seats;
}

/** Most moves of one player from one place that are looked at. */
const MOST_ALTERNATIVES = 4;
const NO_SEATS: Seats = { w: null, b: null };
const seen = new WeakMap<Table, Map<string, Game>>();

/** The game at a table. `fixed` are the seats of a rematch. */
export function gameAt(table: Table, name: string, fixed: Seats = NO_SEATS): Game {
  const key = `${name}\n${fixed.w}\n${fixed.b}`;
  const known = seen.get(table)?.get(key);
  if (known !== undefined) return known;
  const game = makeGame(table, name, fixed);
  seen.set(table, (seen.get(table) ?? new Map<string, Game>()).set(key, game));
  return game;
}

function makeGame(table: Table, name: string, fixed: Seats): Game {
  const { seats, line } = bestPair(table, fixed);
  const { played, end } = withWords(table, seats, line);
  const position = played.at(-1)?.position ?? START;
  const here = played.at(-1)?.id ?? '';
  const players = [seats.w, seats.b];
  const ofPlayers = (author: string) => seats.w !== null && seats.b !== null && players.includes(author);
  return {
    name,
    seats,
    line: played,
    position,
    end,
    drawBy:
      end === null
        ? table.draws.filter(({ author, at }) => at === here && ofPlayers(author)).map(({ author }) => author)
        : [],
    again: table.again.filter(ofPlayers),
  };
}

/**
 * The seats go to who sat down first, unless another pair has really played: a game of two moves or more is not undone by someone who
 * sat down earlier far away and was heard of late. Of several such pairs the longest game counts, then the earlier seats.
 */
function bestPair(table: Table, fixed: Seats): { seats: Seats; line: Line } {
  const whites = fixed.w === null ? sitters(table, 'w') : [fixed.w];
  const blacks = fixed.b === null ? sitters(table, 'b') : [fixed.b];
  const pairs = whites.flatMap((w) => blacks.filter((b) => b !== w).map((b) => ({ w, b })));
  const all = pairs.map((seats) => ({ seats, line: longest({ table, seats }, [], [repetitionKey(START)]) }));
  const [first] = all;
  if (first === undefined) {
    return { seats: { w: whites[0] ?? null, b: blacks[0] ?? null }, line: { played: [], end: null } };
  }
  return all.reduce((best, pair) => {
    const { length } = pair.line.played;
    return length >= 2 && length > best.line.played.length ? pair : best;
  }, first);
}

const sitters = (table: Table, side: Side) =>
  table.sits
    .filter((sit) => sit.side === side)
    .map(({ author }) => author)
    .slice(0, 6);

/** One player may have moved twice from the same place, on two devices: the move that was answered counts, then the earlier one. */
function longest(pair: Pair, played: readonly Played[], keys: readonly string[]): Line {
  const last = played.at(-1);
  const position = last?.position ?? START;
  const reason = boardEnd(position, keys.filter((key) => key === keys.at(-1)).length);
  if (reason !== null) {
    return { played, end: { reason, winner: reason === 'checkmate' ? other(position.turn) : null } };
  }
  const lines = nextMoves(pair, position, last?.id ?? '').map((next) => {
    const earlier = next.position.quiet === 0 ? [] : keys;
    return longest(pair, [...played, next], [...earlier, repetitionKey(next.position)]);
  });
  return lines.reduce((best, line) => (line.played.length > best.played.length ? line : best), { played, end: null });
}

function nextMoves({ table, seats }: Pair, position: Position, place: string): Played[] {
  const sent = table.moves.filter(({ at, author }) => at === place && author === seats[position.turn]);
  return sent.slice(0, MOST_ALTERNATIVES).flatMap(({ id, move: text }) => {
    const move = moveOf(position, text);
    if (move === null) return [];
    return [{ id, text, notation: notation(position, move), position: play(position, move) }];
  });
}

/** Cuts the line where both agreed to a draw or one gave up. */
function withWords(table: Table, seats: Seats, { played, end }: Line): Line {
  const { w, b } = seats;
  if (w === null || b === null) return { played, end };
  const ids = ['', ...played.map(({ id }) => id)];
  for (const [count, id] of ids.entries()) {
    if (end !== null && count === played.length) return { played, end };
    const cut = endBySaying(table, { w, b }, id);
    if (cut !== null) return { played: played.slice(0, count), end: cut };
  }
  // Who gave up in a position that came to nothing has given up all the same.
  const lost = table.resigns.find(({ author, at }) => (author === w || author === b) && !ids.includes(at));
  return { played, end: lost === undefined ? null : { reason: 'resigned', winner: lost.author === w ? 'b' : 'w' } };
}

function endBySaying(table: Table, { w, b }: { w: string; b: string }, id: string): End | null {
  const lost = table.resigns.find(({ author, at }) => at === id && (author === w || author === b));
  if (lost !== undefined) return { reason: 'resigned', winner: lost.author === w ? 'b' : 'w' };
  const isAgreed = [w, b].every((player) => table.draws.some(({ author, at }) => at === id && author === player));
  return isAgreed ? { reason: 'agreed', winner: null } : null;
}

/** All games in the order they were played; the last one is on. Where a rematch and a new game compete, the longer one counts. */
export function gamesOf(state: State): readonly Game[] {
  const games: Game[] = [];
  let game = gameAt(state.tables[FIRST] ?? EMPTY, FIRST);
  for (;;) {
    games.push(game);
    const next = nextGame(state, game);
    if (next === null) return games;
    game = next;
  }
}

function nextGame(state: State, game: Game): Game | null {
  if (game.end === null || game.name.length >= 100) return null;
  const rematch = rematchOf(state, game);
  const opened = openedAfter(state, game);
  if (rematch === null || opened === null) return rematch ?? opened;
  return opened.line.length > rematch.line.length ? opened : rematch;
}

function rematchOf(state: State, { name, seats, again }: Game): Game | null {
  const next = `${name}r`;
  return again.length === 2 ? gameAt(state.tables[next] ?? EMPTY, next, { w: seats.b, b: seats.w }) : null;
}

function openedAfter(state: State, { name }: Game): Game | null {
  const next = `${name}o`;
  return state.tables[name]?.isOpened === true ? gameAt(state.tables[next] ?? EMPTY, next) : null;
}

/** Which side someone plays; null for who watches. */
export function sideOfPerson({ seats }: Game, address: string): Side | null {
  if (seats.w === address) return 'w';
  return seats.b === address ? 'b' : null;
}
