import { type Act, type Rules, compareTexts } from '../../shared/log.ts';
import { asInteger, asRecord, fieldOf } from '../../shared/reading.ts';
import { type Way, highestOf, replay } from './game.ts';
import { unpackMoves } from './record.ts';

/** A game somebody played. What it was worth is never taken from the update, but found by playing it again. */
export interface GameOp {
  readonly t: 'game';
  readonly seed: number;
  readonly moves: string;
  readonly score: number;
  readonly power: number;
}

/** Someone's best game. */
export interface Best {
  readonly score: number;
  /** Highest tile, as its power. */
  readonly power: number;
}

type Table = Readonly<Record<string, Best>>;

/** Best games by player: of all times, and by week. */
export interface LeagueState {
  readonly ever: Table;
  readonly weeks: Readonly<Record<string, Table>>;
}

const WEEK = 7 * 86_400_000;
/** 1 January 1970 was a Thursday; weeks begin on Monday, UTC. */
const MONDAY = 3 * 86_400_000;

/** The number of the week a moment is in. */
export const weekOf = (at: number): string => String(Math.floor((at + MONDAY) / WEEK));

/** When a week ends, ms since 1970. */
export const endOfWeek = (week: string): number => (Number(week) + 1) * WEEK - MONDAY;

function read(value: unknown): GameOp | null {
  const record = asRecord(value);
  if (record === null || fieldOf(record, 't') !== 'game') return null;
  const seed = asInteger(fieldOf(record, 'seed'), 0, 0xffff_ffff);
  const packed = fieldOf(record, 'moves');
  const moves = typeof packed === 'string' ? unpackMoves(packed) : null;
  if (seed === null || moves === null || typeof packed !== 'string') return null;
  return judge(seed, packed, moves);
}

function judge(seed: number, packed: string, moves: readonly Way[]): GameOp | null {
  const game = replay(seed, moves);
  if (game === null || game.score === 0) return null;
  return { t: 'game', seed, moves: packed, score: game.score, power: highestOf(game) };
}

function apply(state: LeagueState, { op, author, at }: Act<GameOp>): LeagueState {
  const week = weekOf(at);
  const entered = enter(state.weeks[week] ?? {}, author, op);
  return { ever: enter(state.ever, author, op), weeks: { ...state.weeks, [week]: entered } };
}

/** The better of two games stays, whichever came first. */
function enter(table: Table, author: string, { score, power }: GameOp): Table {
  const known = Object.hasOwn(table, author) ? table[author] : undefined;
  const isBetter = known === undefined || score > known.score || (score === known.score && power > known.power);
  return isBetter ? { ...table, [author]: { score, power } } : table;
}

/** The rules of the league. */
export const leagueRules: Rules<LeagueState, GameOp> = { start: { ever: {}, weeks: {} }, read, apply };

/** A table with the best first. */
export function ranked(table: Table): readonly (Best & { readonly author: string })[] {
  return Object.entries(table)
    .map(([author, best]) => ({ author, ...best }))
    .sort((one, other) => other.score - one.score || compareTexts(one.author, other.author));
}
