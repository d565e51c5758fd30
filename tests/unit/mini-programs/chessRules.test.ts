import { describe, expect, test } from 'vitest';
import {
  type Position,
  START,
  boardEnd,
  legalMoves,
  moveOf,
  notation,
  play,
  positionOf,
  repetitionKey,
} from '../../../resources/mini-programs/chess/src/rules.ts';

function countMoves(position: Position, depth: number): number {
  const moves = legalMoves(position);
  return depth === 1 ? moves.length : moves.reduce((sum, move) => sum + countMoves(play(position, move), depth - 1), 0);
}

function after(position: Position, ...texts: readonly string[]): Position {
  return texts.reduce((now, text) => {
    const move = moveOf(now, text);
    if (move === null) throw new Error(`${text} cannot be played`);
    return play(now, move);
  }, position);
}

function write(fen: string, text: string): string {
  const position = positionOf(fen);
  const move = moveOf(position, text);
  if (move === null) throw new Error(`${text} cannot be played`);
  return notation(position, move);
}

describe('legal moves', () => {
  // Known counts of positions that are reached: castling, en passant, pins and promotion all weigh in them.
  test.each([
    ['the first position', 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0', [20, 400, 8902, 197_281]],
    ['castling and pins', 'r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0', [48, 2039, 97_862]],
    ['en passant and rooks', '8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0', [14, 191, 2812, 43_238]],
    ['promotion', 'r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0', [6, 264, 9467]],
    ['promotion with check', 'rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1', [44, 1486, 62_379]],
  ])('are as many as counted: %s', (_, fen, counts) => {
    expect(counts.map((__, index) => countMoves(positionOf(fen), index + 1))).toEqual(counts);
  });

  test('castling is lost with the rook it needs, and not possible out of or through check', () => {
    const free = positionOf('r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0');
    expect(moveOf(free, 'e1g1')).not.toBeNull();
    expect(after(free, 'a1a8').castling).toBe('Kk');
    expect(moveOf(positionOf('4k3/8/8/8/8/8/4r3/R3K2R w KQ - 0'), 'e1g1')).toBeNull();
    expect(moveOf(positionOf('4kr2/8/8/8/8/8/8/R3K2R w KQ - 0'), 'e1g1')).toBeNull();
    expect(moveOf(positionOf('1r2k3/8/8/8/8/8/8/R3K2R w KQ - 0'), 'e1c1')).not.toBeNull();
  });

  test('en passant takes the pawn beside, at once or never', () => {
    const open = after(START, 'e2e4', 'a7a6', 'e4e5', 'd7d5');
    expect(after(open, 'e5d6').board[35]).toBe('');
    expect(moveOf(after(open, 'h2h3', 'h7h6'), 'e5d6')).toBeNull();
  });

  test.each(['', 'e2e5', 'e7e5', 'e2e4q', 'z9z9', 'e2', 'e1e2'])('“%s” cannot be played first', (text) => {
    expect(moveOf(START, text)).toBeNull();
  });
});

describe('the end on the board', () => {
  test.each([
    ['checkmate', 'rnb1kbnr/pppp1ppp/8/4p3/6Pq/5P2/PPPPP2P/RNBQKBNR w KQkq - 1'],
    ['stalemate', '7k/5Q2/6K1/8/8/8/8/8 b - - 0'],
    ['material', '8/8/4k3/8/8/3NK3/8/8 w - - 0'],
    ['material', '2b1k3/8/8/8/8/8/8/2B1K3 w - - 0'.replace('2b1k3', '1b2k3')],
    ['fifty', '4k3/8/8/8/8/8/8/R3K3 w - - 100'],
    [null, '4k3/8/8/8/8/8/8/R3K3 w - - 99'],
    [null, '2b1k3/8/8/8/8/8/8/2B1K3 w - - 0'],
    [null, '4k3/8/8/8/8/8/8/2NNK3 w - - 0'],
  ])('is %s in %s', (end, fen) => {
    expect(boardEnd(positionOf(fen), 1)).toBe(end);
  });

  test('a position counts as repeated only with the same rights', () => {
    const shuffled = after(START, 'g1f3', 'g8f6', 'f3g1', 'f6g8');
    expect(repetitionKey(shuffled)).toBe(repetitionKey(START));
    const moved = after(positionOf('r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0'), 'e1e2', 'e8e7', 'e2e1', 'e7e8');
    expect(repetitionKey(moved)).not.toBe(repetitionKey(positionOf('r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0')));
    // Nobody can take en passant here, so the square says nothing.
    expect(repetitionKey(after(START, 'e2e4'))).toBe(repetitionKey({ ...after(START, 'e2e4'), passant: -1 }));
    expect(boardEnd(shuffled, 3)).toBe('repetition');
  });
});

test.each([
  ['r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0', 'e1g1', 'O-O'],
  ['r3k2r/8/8/8/8/8/8/R3K2R b KQkq - 0', 'e8c8', 'O-O-O'],
  ['4k3/8/8/8/8/8/8/R3K2R w - - 0', 'a1d1', 'Rd1'],
  ['4k3/8/8/8/8/4K3/8/R6R w - - 0', 'a1d1', 'Rad1'],
  ['4k3/8/8/R7/8/4K3/8/R7 w - - 0', 'a5a3', 'R5a3'],
  ['8/1k6/8/8/Q6Q/8/8/4K2Q w - - 0', 'h4e4', 'Qh4e4+'],
  ['3r3k/4P3/8/8/8/8/8/4K3 w - - 0', 'e7d8q', 'exd8=Q+'],
  ['6k1/5ppp/8/8/8/8/8/R3K3 w - - 0', 'a1a8', 'Ra8#'],
])('%s: %s is written %s', (fen, text, written) => {
  expect(write(fen, text)).toBe(written);
});
