import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Game,
  type Way,
  highestOf,
  isOver,
  move,
  replay,
  startGame,
} from '../../../resources/mini-programs/2048/src/game.ts';
import { packMoves, unpackMoves } from '../../../resources/mini-programs/2048/src/record.ts';
import {
  type GameOp,
  endOfWeek,
  leagueRules,
  ranked,
  weekOf,
} from '../../../resources/mini-programs/2048/src/rules.ts';
import { gameTexts } from '../../../resources/mini-programs/2048/src/texts.ts';
import { expectConvergence, expectHardiness, expectWholeTexts, stateOf } from '../../support/web/programLogs.ts';

const way = fc.constantFrom<Way[]>(0, 1, 2, 3);

/** A game as someone who tries these ways would play it. */
function played(seed: number, ways: readonly Way[]): Game {
  return ways.reduce<Game>((game, next) => move(game, next) ?? game, startGame(seed));
}

const opOf = (game: Game): GameOp => ({
  t: 'game',
  seed: game.seed,
  moves: packMoves(game.moves),
  score: game.score,
  power: highestOf(game),
});

const row = (...powers: number[]): Game => ({
  ...startGame(7),
  tiles: powers.flatMap((power, cell) => (power === 0 ? [] : [{ id: cell + 100, cell, power }])),
});

/** The first row after a move, without what was put on the board by it. */
function rowAfter(game: Game, next: Way): readonly number[] | null {
  const after = move(game, next);
  if (after === null) return null;
  const old = after.tiles.filter(({ id }) => id >= 100);
  return [0, 1, 2, 3].map((cell) => old.find((tile) => tile.cell === cell)?.power ?? 0);
}

describe('a game', () => {
  test('two alike meet once, nearest the wall first', () => {
    expect(rowAfter(row(1, 1, 1, 1), 0)).toEqual([2, 2, 0, 0]);
    expect(rowAfter(row(1, 1, 2, 0), 0)).toEqual([2, 2, 0, 0]);
    expect(rowAfter(row(1, 1, 1, 0), 2)).toEqual([0, 0, 1, 2]);
    expect(rowAfter(row(0, 1, 0, 1), 0)).toEqual([2, 0, 0, 0]);
    expect(move(row(1, 1, 2, 2), 0)?.score).toBe(4 + 8);
  });

  test('a way that moves nothing is no move', () => {
    expect([move(row(1, 2, 0, 0), 0), move(row(1, 2, 3, 4), 1), move(row(1, 2, 3, 4), 2)]).toEqual([null, null, null]);
  });

  test('is over when the board is full of neighbours unlike', () => {
    const full = [1, 2, 1, 2, 2, 1, 2, 1, 1, 2, 1, 2, 2, 1, 2, 1];
    expect([isOver(row(...full)), isOver(row(...full.with(0, 2))), isOver(startGame(1))]).toEqual([true, false, false]);
  });

  test('follows from its seed and moves alone, and no two tiles share a cell', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), fc.array(way, { maxLength: 150 }), (seed, ways) => {
        const game = played(seed, ways);
        expect(replay(seed, game.moves)).toEqual(game);
        expect(new Set(game.tiles.map(({ cell }) => cell)).size).toBe(game.tiles.length);
        expect(new Set(game.tiles.map(({ id }) => id)).size).toBe(game.tiles.length);
      }),
    );
  });

  test('a record comes back as it was, and other text is none', () => {
    fc.assert(
      fc.property(fc.array(way, { maxLength: 40 }), (ways) => {
        expect(unpackMoves(packMoves(ways))).toEqual(ways);
      }),
    );
    expect(['', '3.', '99999.A', '1.AA', '-1.', '1.!'].map(unpackMoves)).toEqual(Array.from({ length: 6 }, () => null));
  });
});

describe('the league', () => {
  const games = [3, 4, 5].map((seed) =>
    played(
      seed,
      Array.from({ length: 40 }, (_, at) => (at % 4) as Way),
    ),
  );

  test('is the same for everyone whatever the order of updates', () => {
    expectConvergence(leagueRules, fc.constantFrom(...games.map(opOf)));
  });

  test('takes no score on trust', () => {
    const [game] = games;
    if (game === undefined) throw new Error('no game');
    const lie = { ...opOf(game), score: 999_999, power: 17 };
    expect(leagueRules.read(lie)).toEqual(opOf(game));
    const stuck = { t: 'game', seed: 1, moves: packMoves(Array.from({ length: 9 }, (): Way => 0)) };
    expect(leagueRules.read(stuck)).toBeNull();
    expectHardiness(leagueRules, fc.record({ t: fc.constant('game'), seed: fc.jsonValue(), moves: fc.jsonValue() }));
  });

  test('keeps everyone’s best, of each week and ever', () => {
    const sorted = games.toSorted((one, other) => other.score - one.score).map(opOf);
    const [best, middle, least] = sorted;
    if (best === undefined || middle === undefined || least === undefined) throw new Error('no games');
    const monday = Date.parse('2026-03-02T00:00:00Z');
    const state = stateOf(
      leagueRules,
      { by: 'ann', op: best, at: monday - 1 },
      { by: 'ann', op: least, at: monday },
      { by: 'bo', op: middle, at: monday + 1 },
    );
    expect(ranked(state.ever).map(({ author, score }) => [author, score])).toEqual([
      ['ann', best.score],
      ['bo', middle.score],
    ]);
    const week = ranked(state.weeks[weekOf(monday)] ?? {});
    expect(week.map(({ author, score }) => [author, score])).toEqual([
      ['bo', middle.score],
      ['ann', least.score],
    ]);
    expect(endOfWeek(weekOf(monday))).toBe(Date.parse('2026-03-09T00:00:00Z'));
  });

  test('speaks eight languages', () => {
    expectWholeTexts(gameTexts);
  });
});
