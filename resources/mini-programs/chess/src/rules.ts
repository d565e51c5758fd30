/** The rules of chess as pure functions over positions (FIDE laws of 2023, articles 3, 5 and 9). */
import {
  type Board,
  type Side,
  at,
  isAttacked,
  isInCheck,
  other,
  pieceOf,
  reach,
  sideOf,
  squareName,
  squareOf,
  stepFrom,
} from './board.ts';

/** All that decides what may be played. */
export interface Position {
  readonly board: Board;
  readonly turn: Side;
  /** Rights still there, of `KQkq`. */
  readonly castling: string;
  /** The square behind a pawn that has just gone two; -1 when there is none. */
  readonly passant: number;
  /** Half moves since the last capture or pawn move. */
  readonly quiet: number;
}

/** One move. */
export interface Move {
  readonly from: number;
  readonly to: number;
  /** Lower case letter; '' where nothing is promoted. */
  readonly promotion: string;
}

const CORNERS: Readonly<Record<number, string>> = { 0: 'Q', 7: 'K', 56: 'q', 63: 'k', 4: 'KQ', 60: 'kq' };
/** What a pawn may become, most wanted first. */
export const PROMOTIONS = ['q', 'r', 'b', 'n'] as const;

/** Reads the first five fields of Forsyth-Edwards notation. It is not checked: only for positions of our own. */
export function positionOf(fen: string): Position {
  const [rows = '', turn, castling = '-', passant = '-', quiet = '0'] = fen.split(' ');
  const board = rows
    .split('/')
    .toReversed()
    .flatMap((row) =>
      [...row].flatMap((char) => (char >= '1' && char <= '8' ? Array<string>(Number(char)).fill('') : [char])),
    );
  return {
    board,
    turn: turn === 'b' ? 'b' : 'w',
    castling: castling === '-' ? '' : castling,
    passant: squareOf(passant),
    quiet: Number(quiet),
  };
}

/** The position games begin with. */
export const START = positionOf('rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0');

/** Every legal move. */
export function legalMoves(position: Position): Move[] {
  const moves: Move[] = [];
  position.board.forEach((piece, from) => {
    if (sideOf(piece) === position.turn) moves.push(...movesFrom(position, from));
  });
  return moves;
}

/** Every legal move of the piece on a square; none unless it is that side's turn. */
export function movesFrom(position: Position, from: number): Move[] {
  const piece = at(position.board, from);
  if (sideOf(piece) !== position.turn) return [];
  const letter = piece.toLowerCase();
  const moves = letter === 'p' ? pawnMoves(position, from) : pieceMoves(position, from);
  if (letter === 'k') moves.push(...castlings(position, from));
  return moves.filter((move) => !isInCheck(play(position, move).board, position.turn));
}

function pieceMoves({ board, turn }: Position, from: number): Move[] {
  return reach(board, from, at(board, from).toLowerCase())
    .filter((to) => sideOf(at(board, to)) !== turn)
    .map((to) => ({ from, to, promotion: '' }));
}

function pawnMoves({ board, turn, passant }: Position, from: number): Move[] {
  const up = turn === 'w' ? 1 : -1;
  const targets: number[] = [];
  const one = stepFrom(from, [0, up]);
  if (at(board, one) === '') {
    targets.push(one);
    const two = stepFrom(one, [0, up]);
    if (from >> 3 === (turn === 'w' ? 1 : 6) && at(board, two) === '') targets.push(two);
  }
  for (const files of [-1, 1]) {
    const to = stepFrom(from, [files, up]);
    if (to >= 0 && (sideOf(at(board, to)) === other(turn) || to === passant)) targets.push(to);
  }
  return targets.flatMap((to) =>
    to < 8 || to > 55 ? PROMOTIONS.map((promotion) => ({ from, to, promotion })) : [{ from, to, promotion: '' }],
  );
}

function castlings({ board, turn, castling }: Position, from: number): Move[] {
  const ways = [
    { right: pieceOf(turn, 'k'), to: from + 2, empty: [from + 1, from + 2] },
    { right: pieceOf(turn, 'q'), to: from - 2, empty: [from - 1, from - 2, from - 3] },
  ];
  return ways
    .filter(
      ({ right, to, empty }) =>
        castling.includes(right) &&
        empty.every((square) => at(board, square) === '') &&
        [from, (from + to) / 2, to].every((square) => !isAttacked(board, square, other(turn))),
    )
    .map(({ to }) => ({ from, to, promotion: '' }));
}

/** The position after a move that is taken to be possible. */
export function play(position: Position, move: Move): Position {
  const { from, to } = move;
  const isPawn = at(position.board, from).toLowerCase() === 'p';
  const isQuiet = !isPawn && at(position.board, to) === '';
  const lost = `${CORNERS[from] ?? ''}${CORNERS[to] ?? ''}`;
  return {
    board: boardAfter(position, move),
    turn: other(position.turn),
    castling: [...position.castling].filter((right) => !lost.includes(right)).join(''),
    passant: isPawn && Math.abs(to - from) === 16 ? (from + to) / 2 : -1,
    quiet: isQuiet ? position.quiet + 1 : 0,
  };
}

function boardAfter({ board: before, turn, passant }: Position, { from, to, promotion }: Move): Board {
  const board = [...before];
  const piece = at(before, from);
  board[to] = promotion === '' ? piece : pieceOf(turn, promotion);
  board[from] = '';
  if (piece.toLowerCase() === 'p' && to === passant) board[to + (turn === 'w' ? -8 : 8)] = '';
  if (piece.toLowerCase() === 'k' && Math.abs(to - from) === 2) {
    const rook = to > from ? to + 1 : to - 2;
    board[(from + to) / 2] = at(before, rook);
    board[rook] = '';
  }
  return board;
}

/** A move as its two squares and what is promoted, such as e7e8q. */
export function moveText({ from, to, promotion }: Move): string {
  return `${squareName(from)}${squareName(to)}${promotion}`;
}

/** The legal move of a text; null where there is none. */
export function moveOf(position: Position, text: string): Move | null {
  const moves = movesFrom(position, squareOf(text.slice(0, 2)));
  return moves.find((move) => moveText(move) === text) ?? null;
}

/** Two positions with the same text are the same for repetition: en passant counts only where it can be played (article 9.2.3). */
export function repetitionKey(position: Position): string {
  const { board, turn, castling, passant } = position;
  const isOpen =
    passant >= 0 &&
    legalMoves(position).some(({ from, to }) => to === passant && at(board, from).toLowerCase() === 'p');
  return `${board.map((piece) => piece || '.').join('')}${turn}${castling}${isOpen ? passant : ''}`;
}

/** Whether no series of moves could mate: bare kings, one minor piece, or bishops all of one colour. */
export function isMaterialDead(board: Board): boolean {
  const men = board.flatMap((piece, square) =>
    piece === '' || 'kK'.includes(piece) ? [] : [{ piece: piece.toLowerCase(), square }],
  );
  if (men.length === 0) return true;
  if (men.length === 1) return men[0]?.piece === 'n' || men[0]?.piece === 'b';
  const shades = new Set(men.map(({ square }) => ((square >> 3) + square) & 1));
  return shades.size === 1 && men.every(({ piece }) => piece === 'b');
}

/** How a game stands on the board alone. */
export type BoardEnd = 'checkmate' | 'stalemate' | 'material' | 'repetition' | 'fifty';

/** How a game ended on the board; null while it goes on. `repeats` is how often the position has been there, this time counted. */
export function boardEnd(position: Position, repeats: number): BoardEnd | null {
  if (legalMoves(position).length === 0) return isInCheck(position.board, position.turn) ? 'checkmate' : 'stalemate';
  if (isMaterialDead(position.board)) return 'material';
  if (repeats >= 3) return 'repetition';
  return position.quiet >= 100 ? 'fifty' : null;
}

/** A legal move in standard algebraic notation, such as Nbxd7+. */
export function notation(position: Position, move: Move): string {
  return `${plainNotation(position, move)}${checkSign(play(position, move))}`;
}

function checkSign(after: Position): string {
  if (!isInCheck(after.board, after.turn)) return '';
  return legalMoves(after).length === 0 ? '#' : '+';
}

function plainNotation(position: Position, move: Move): string {
  const { from, to, promotion } = move;
  const letter = at(position.board, from).toLowerCase();
  if (letter === 'k' && Math.abs(to - from) === 2) return to > from ? 'O-O' : 'O-O-O';
  const isTaking = at(position.board, to) !== '';
  if (letter !== 'p') {
    return `${letter.toUpperCase()}${originOf(position, move)}${isTaking ? 'x' : ''}${squareName(to)}`;
  }
  const taking = isTaking || to === position.passant ? `${squareName(from).slice(0, 1)}x` : '';
  return `${taking}${squareName(to)}${promotion === '' ? '' : `=${promotion.toUpperCase()}`}`;
}

/** As much of the square a piece comes from as tells it from others of its kind. */
function originOf(position: Position, move: Move): string {
  const piece = at(position.board, move.from);
  const rivals = legalMoves(position).filter(
    ({ from, to }) => to === move.to && from !== move.from && at(position.board, from) === piece,
  );
  if (rivals.length === 0) return '';
  const name = squareName(move.from);
  if (rivals.every(({ from }) => (from & 7) !== (move.from & 7))) return name.slice(0, 1);
  return rivals.every(({ from }) => from >> 3 !== move.from >> 3) ? name.slice(1) : name;
}
