/** Squares, pieces and attacks of chess. Square 0 is a1, 7 is h1, 63 is h8. A piece is its FEN letter; an empty square is ''. */

/** White or black. */
export type Side = 'w' | 'b';
/** 64 squares. */
export type Board = readonly string[];
/** Files to the right, ranks up. */
type Step = readonly [files: number, ranks: number];

const STRAIGHT: readonly Step[] = [[1, 0], [-1, 0], [0, 1], [0, -1]]; // prettier-ignore
const DIAGONAL: readonly Step[] = [[1, 1], [1, -1], [-1, 1], [-1, -1]]; // prettier-ignore
const JUMPS: readonly Step[] = [[1, 2], [2, 1], [2, -1], [1, -2], [-1, -2], [-2, -1], [-2, 1], [-1, 2]]; // prettier-ignore
const ROUND: readonly Step[] = [...STRAIGHT, ...DIAGONAL];

/** Where the pieces other than pawns may step, by lower case letter. */
export const STEPS: Readonly<Record<string, readonly Step[]>> = {
  n: JUMPS,
  b: DIAGONAL,
  r: STRAIGHT,
  q: ROUND,
  k: ROUND,
};
/** Pieces that slide on until something is in the way. */
export const SLIDERS = 'brq';

/** The other side. */
export function other(side: Side): Side {
  return side === 'w' ? 'b' : 'w';
}

/** Whose a piece is; null for an empty square. */
export function sideOf(piece: string): Side | null {
  if (piece === '') return null;
  return piece < 'a' ? 'w' : 'b';
}

/** A piece of a side by its lower case letter. */
export function pieceOf(side: Side, letter: string): string {
  return side === 'w' ? letter.toUpperCase() : letter;
}

/** What stands on a square; '' outside the board. */
export function at(board: Board, square: number): string {
  return board[square] ?? '';
}

/** The square one step on; -1 outside the board. */
export function stepFrom(square: number, [files, ranks]: Step): number {
  const file = (square & 7) + files;
  const rank = (square >> 3) + ranks;
  return file < 0 || file > 7 || rank < 0 || rank > 7 ? -1 : rank * 8 + file;
}

/** Name of a square, such as e4. */
export function squareName(square: number): string {
  return `${'abcdefgh'[square & 7] ?? ''}${(square >> 3) + 1}`;
}

/** The square of a name; -1 where it is none. */
export function squareOf(name: string): number {
  return /^[a-h][1-8]$/.test(name) ? (name.charCodeAt(1) - 49) * 8 + name.charCodeAt(0) - 97 : -1;
}

/** Squares reached from one by a piece that is no pawn, up to and with the first that is taken. */
export function reach(board: Board, from: number, letter: string): number[] {
  const squares: number[] = [];
  const slides = SLIDERS.includes(letter);
  for (const step of STEPS[letter] ?? []) {
    let square = stepFrom(from, step);
    while (square >= 0) {
      squares.push(square);
      if (!slides || at(board, square) !== '') break;
      square = stepFrom(square, step);
    }
  }
  return squares;
}

/** Whether a side could take on a square. */
export function isAttacked(board: Board, square: number, by: Side): boolean {
  const behind = by === 'w' ? -1 : 1;
  const pawn = pieceOf(by, 'p');
  if ([-1, 1].some((files) => at(board, stepFrom(square, [files, behind])) === pawn)) return true;
  return Object.keys(STEPS).some((letter) => {
    const piece = pieceOf(by, letter);
    return reach(board, square, letter).some((from) => at(board, from) === piece);
  });
}

/** Whether the king of a side is attacked. */
export function isInCheck(board: Board, side: Side): boolean {
  return isAttacked(board, board.indexOf(pieceOf(side, 'k')), other(side));
}
