import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Game, gamesOf } from '../../../resources/mini-programs/chess/src/game.ts';
import { type Op, rules } from '../../../resources/mini-programs/chess/src/tables.ts';
import { type SaidAct, expectConvergence, expectHardiness, stateOf } from '../../support/web/programLogs.ts';

const says = (by: string, op: Op): SaidAct<Op> => ({ by, op });
const seated = [says('ann', { t: 'sit', game: 'g', side: 'w' }), says('bo', { t: 'sit', game: 'g', side: 'b' })];

/** Moves that follow one another, by turns, each named m0000, m0001, … */
function moves(texts: string, game = 'g', players = ['ann', 'bo']): SaidAct<Op>[] {
  return texts.split(' ').map((move, index) => ({
    by: players[index % 2] ?? '',
    op: {
      t: 'move',
      game,
      id: `m${String(index).padStart(4, '0')}`,
      at: index === 0 ? '' : `m${String(index - 1).padStart(4, '0')}`,
      move,
    },
  }));
}

function last(...acts: readonly SaidAct<Op>[]): Game {
  const game = gamesOf(stateOf(rules, ...acts)).at(-1);
  if (game === undefined) throw new Error('no game');
  return game;
}

const line = (game: Game) => game.line.map(({ notation }) => notation).join(' ');
const FOOLS_MATE = 'f2f3 e7e5 g2g4 d8h4';

test('who looks on cannot fill the table of those who play', () => {
  const flood = Array.from({ length: 1600 }, (_, index) =>
    says('eve', { t: 'move', game: 'g', id: `x${index}`, at: '', move: 'a2a3' }),
  );
  const words = Array.from({ length: 120 }, (_, index) => says('eve', { t: 'draw', game: 'g', at: `w${index}` }));
  const game = last(...seated, ...flood, ...words, ...moves(FOOLS_MATE));
  expect(game.line.map(({ notation }) => notation)).toHaveLength(4);
});

describe('seats', () => {
  test('go to who sat down first, one to each', () => {
    const game = last(
      ...seated,
      says('cy', { t: 'sit', game: 'g', side: 'w' }),
      says('ann', { t: 'sit', game: 'g', side: 'b' }),
    );
    expect(game.seats).toEqual({ w: 'ann', b: 'bo' });
  });

  test('can be left before the game', () => {
    expect(
      last(...seated, says('ann', { t: 'stand', game: 'g' }), says('cy', { t: 'sit', game: 'g', side: 'w' })).seats.w,
    ).toBe('cy');
  });

  test('are not lost to someone heard of late once a game is on', () => {
    const early: SaidAct<Op> = { ...says('cy', { t: 'sit', game: 'g', side: 'w' }), clock: 1, at: 0 };
    expect(last(...seated, early).seats.w).toBe('cy');
    const game = last(...seated, ...moves('e2e4 e7e5'), early);
    expect(game.seats).toEqual({ w: 'ann', b: 'bo' });
    expect(line(game)).toBe('e4 e5');
  });
});

describe('moves', () => {
  test('count only from who has the turn', () => {
    expect(line(last(...seated, ...moves('e2e4', 'g', ['eve'])))).toBe('');
    expect(line(last(...seated, ...moves('e7e5', 'g', ['bo'])))).toBe('');
    expect(line(last(...seated, ...moves('e2e4 e4e5', 'g', ['ann', 'ann'])))).toBe('e4');
  });

  test('that are against the rules count for nothing', () => {
    expect(line(last(...seated, ...moves('e2e4 e7e4')))).toBe('e4');
  });

  test('of one player on two devices: the one that was answered counts', () => {
    const both = [says('ann', { t: 'move', game: 'g', id: 'aaaa', at: '', move: 'd2d4' }), ...moves('e2e4')];
    expect(line(last(...seated, ...both))).toBe('d4');
    expect(
      line(last(...seated, ...both, says('bo', { t: 'move', game: 'g', id: 'bbbb', at: 'm0000', move: 'e7e5' }))),
    ).toBe('e4 e5');
  });

  test('end with checkmate, and nothing follows', () => {
    const game = last(...seated, ...moves(`${FOOLS_MATE} a2a3`));
    expect(game.end).toEqual({ reason: 'checkmate', winner: 'b' });
    expect(line(game)).toBe('f3 e5 g4 Qh4#');
  });

  test('that bring a position a third time make a draw', () => {
    const game = last(...seated, ...moves('g1f3 g8f6 f3g1 f6g8 g1f3 g8f6 f3g1 f6g8'));
    expect(game.end).toEqual({ reason: 'repetition', winner: null });
  });
});

describe('words', () => {
  const drawn = (by: string, at: string) => says(by, { t: 'draw', game: 'g', at });

  test('a draw needs both, in the position there is', () => {
    const offered = [...seated, ...moves('e2e4 e7e5'), drawn('ann', 'm0001')];
    expect(last(...offered).drawBy).toEqual(['ann']);
    expect(last(...offered, drawn('eve', 'm0001')).end).toBeNull();
    expect(last(...offered, drawn('bo', 'm0000')).end).toBeNull();
    expect(last(...offered, drawn('bo', 'm0001')).end).toEqual({ reason: 'agreed', winner: null });
    const later = last(...seated, drawn('ann', 'm0001'), ...moves('e2e4 e7e5 g1f3'));
    expect(later.drawBy).toEqual([]);
  });

  test('who gives up has lost, watchers cannot', () => {
    const on = [...seated, ...moves('e2e4')];
    expect(last(...on, says('eve', { t: 'resign', game: 'g', at: 'm0000' })).end).toBeNull();
    expect(last(...on, says('bo', { t: 'resign', game: 'g', at: 'm0000' })).end).toEqual({
      reason: 'resigned',
      winner: 'w',
    });
    expect(last(...on, says('bo', { t: 'resign', game: 'g', at: 'gone' })).end).toEqual({
      reason: 'resigned',
      winner: 'w',
    });
  });

  test('after the end a rematch changes sides when both want it; anyone may open a new game', () => {
    const over = [...seated, ...moves(FOOLS_MATE)];
    const again = says('ann', { t: 'again', game: 'g' });
    expect(last(...over, again).name).toBe('g');
    const rematch = last(...over, again, says('bo', { t: 'again', game: 'g' }), ...moves('e2e4', 'gr', ['bo', 'ann']));
    expect(rematch.seats).toEqual({ w: 'bo', b: 'ann' });
    expect(line(rematch)).toBe('e4');
    expect(last(...over, says('cy', { t: 'open', game: 'g' })).seats).toEqual({ w: null, b: null });
  });
});

describe('whatever comes', () => {
  const game = fc.constantFrom('g', 'gr');
  const at = fc.constantFrom('', 'm000', 'm001');
  const op: fc.Arbitrary<Op> = fc.oneof(
    fc.record({ t: fc.constant('sit' as const), game, side: fc.constantFrom('w', 'b') }),
    fc.record({ t: fc.constantFrom('stand' as const, 'again' as const, 'open' as const), game }),
    fc.record({ t: fc.constantFrom('draw' as const, 'resign' as const), game, at }),
    fc.record({
      t: fc.constant('move' as const),
      game,
      id: fc.constantFrom('m000', 'm001'),
      at,
      move: fc.constantFrom('e2e4', 'e7e5', 'g1f3'),
    }),
  );

  test('everyone comes to the same board', () => {
    expectConvergence(rules, op);
  });

  test('no shape breaks it', () => {
    const text = fc.oneof(
      fc.constantFrom('sit', 'move', 'draw', 'g', 'constructor', '__proto__', 'e2e4', 'w', ''),
      fc.string(),
    );
    expectHardiness(
      rules,
      fc.record({ t: text, game: text, side: text, at: text, id: text, move: text }, { requiredKeys: [] }),
    );
  });
});
