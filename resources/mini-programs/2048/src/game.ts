/** A way to slide: left, up, right, down. */
export type Way = 0 | 1 | 2 | 3;

/** Cells each way. */
export const SIDE = 4;
const CELLS = SIDE * SIDE;

/** A tile; it keeps its id while it moves, so that it can be seen to. */
export interface Tile {
  readonly id: number;
  /** Its cell, row by row from the top left. */
  readonly cell: number;
  /** It shows two to this power. */
  readonly power: number;
}

/** A game at one moment. All of it follows from the seed and the moves. */
export interface Game {
  readonly seed: number;
  readonly moves: readonly Way[];
  readonly tiles: readonly Tile[];
  readonly score: number;
  /** State of the dice. */
  readonly dice: number;
  readonly nextId: number;
}

/** Begins a game with two tiles. */
export function startGame(seed: number): Game {
  const empty: Game = { seed, moves: [], tiles: [], score: 0, dice: seed, nextId: 1 };
  return spawn(spawn(empty));
}

/** One throw of the dice (mulberry32): the next state, and a number from 0 to 1. */
function roll(dice: number): { readonly dice: number; readonly chance: number } {
  const next = (dice + 0x6d2b79f5) | 0;
  let mixed = Math.imul(next ^ (next >>> 15), next | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return { dice: next, chance: ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 };
}

/** Puts a 2, or one time in ten a 4, on a free cell. */
function spawn(game: Game): Game {
  const taken = new Set(game.tiles.map(({ cell }) => cell));
  const free = Array.from({ length: CELLS }, (_, cell) => cell).filter((cell) => !taken.has(cell));
  const place = roll(game.dice);
  const kind = roll(place.dice);
  const cell = free[Math.floor(place.chance * free.length)];
  if (cell === undefined) return game;
  const tile = { id: game.nextId, cell, power: kind.chance < 0.1 ? 2 : 1 };
  return { ...game, tiles: [...game.tiles, tile], dice: kind.dice, nextId: game.nextId + 1 };
}

/** The cells of a line, the first one where tiles slide to. */
function lineOf(way: Way, line: number): readonly number[] {
  const cells = Array.from({ length: SIDE }, (_, at) => (way % 2 === 0 ? line * SIDE + at : at * SIDE + line));
  return way >= 2 ? cells.toReversed() : cells;
}

/** Slides all tiles; two alike that meet become one. Null when nothing would move. */
export function move(game: Game, way: Way): Game | null {
  const byCell = new Map(game.tiles.map((tile) => [tile.cell, tile]));
  let score = game.score;
  const tiles: Tile[] = [];
  for (let line = 0; line < SIDE; line += 1) {
    const slid = slideLine(
      lineOf(way, line),
      lineOf(way, line).flatMap((cell) => byCell.get(cell) ?? []),
    );
    tiles.push(...slid.tiles);
    score += slid.gained;
  }
  const isSame = tiles.length === game.tiles.length && tiles.every(({ id, cell }) => byCell.get(cell)?.id === id);
  return isSame ? null : spawn({ ...game, tiles, score, moves: [...game.moves, way] });
}

function slideLine(cells: readonly number[], tiles: readonly Tile[]): { tiles: readonly Tile[]; gained: number } {
  const slid: Tile[] = [];
  let gained = 0;
  /** Whether the last of `slid` may still meet another: one that is new does not. */
  let isOpen = false;
  for (const tile of tiles) {
    const last = slid.at(-1);
    if (last !== undefined && isOpen && last.power === tile.power) {
      // The one that comes stays, so that it is seen to come.
      slid[slid.length - 1] = { id: tile.id, cell: last.cell, power: tile.power + 1 };
      gained += 2 ** (tile.power + 1);
      isOpen = false;
    } else {
      slid.push({ ...tile, cell: cells[slid.length] ?? tile.cell });
      isOpen = true;
    }
  }
  return { tiles: slid, gained };
}

const WAYS = [0, 1, 2, 3] as const;

/** Whether no move is left. */
export function isOver(game: Game): boolean {
  return game.tiles.length === CELLS && WAYS.every((way) => move(game, way) === null);
}

/** The highest tile, as its power. */
export function highestOf({ tiles }: Game): number {
  return Math.max(0, ...tiles.map(({ power }) => power));
}

/** Plays a game again; null when one of the moves was none. */
export function replay(seed: number, moves: readonly Way[]): Game | null {
  let game = startGame(seed);
  for (const way of moves) {
    const next = move({ ...game, moves: [] }, way);
    if (next === null) return null;
    game = next;
  }
  return { ...game, moves };
}
