import { squareOf } from './board.ts';
import { type Move, type Position, legalMoves, moveOf, notation } from './rules.ts';

/** The squares of a move as it is sent. */
export function squaresOf(text: string): Pick<Move, 'from' | 'to'> {
  return { from: squareOf(text.slice(0, 2)), to: squareOf(text.slice(2, 4)) };
}

const plain = (written: string) => written.replace(/[x+#=\s-]/g, '').replaceAll('0', 'O');

/** A move as people write it: its squares, or letters with or without what goes without saying. */
export function typedMove(position: Position, text: string): Move | null {
  const wanted = plain(text);
  const exact = moveOf(position, wanted.toLowerCase());
  return exact ?? legalMoves(position).find((move) => plain(notation(position, move)) === wanted) ?? null;
}
