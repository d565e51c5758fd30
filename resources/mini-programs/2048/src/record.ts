import type { Way } from './game.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Moves in one letter. */
const EACH = 3;
/** Most moves of a game that is taken: a game to 131072 has about so many. */
export const MOST_MOVES = 60_000;

/** Moves as text: their number, then three to a letter. */
export function packMoves(moves: readonly Way[]): string {
  let text = `${moves.length}.`;
  for (let at = 0; at < moves.length; at += EACH) {
    const [first = 0, second = 0, third = 0] = moves.slice(at, at + EACH);
    text += LETTERS.charAt(first * 16 + second * 4 + third);
  }
  return text;
}

/** Reads what {@link packMoves} wrote; null for anything else. */
export function unpackMoves(text: string): readonly Way[] | null {
  const match = /^(\d{1,5})\.([\w-]*)$/.exec(text);
  const [, number = '', letters = ''] = match ?? [];
  const count = Number(number);
  if (match === null || count > MOST_MOVES || letters.length !== Math.ceil(count / EACH)) return null;
  const moves: Way[] = [];
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter);
    moves.push(...[value >> 4, (value >> 2) & 3, value & 3].map((way) => way as Way));
  }
  return moves.slice(0, count);
}
