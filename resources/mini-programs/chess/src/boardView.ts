import type { Speech } from '../../shared/texts.ts';
import { type View, h } from '../../shared/view.ts';
import { type Side, at, isInCheck, pieceOf, sideOf, squareName } from './board.ts';
import { pieceView } from './pieces.ts';
import { type Move, type Position, movesFrom } from './rules.ts';
import type { chessTexts } from './texts.ts';

/** What a board is drawn from. */
export interface BoardParts {
  readonly position: Position;
  readonly last: Pick<Move, 'from' | 'to'> | null;
  /** Whose side is at the bottom. */
  readonly below: Side;
  /** The square a piece was taken from; -1 for none. */
  readonly chosen: number;
  /** The square that the keyboard is at. */
  readonly cursor: number;
  readonly speech: Speech<keyof (typeof chessTexts)['en']>;
  readonly onPress: (square: number) => void;
  readonly onCursor: (square: number) => void;
}

const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Draws the board: one stop for the tabulator, arrows between the squares, Enter takes up and puts down. */
export function boardView(parts: BoardParts): View {
  const ranks = Array.from({ length: 8 }, (_, index) => (parts.below === 'w' ? 7 - index : index));
  const targets = new Set(movesFrom(parts.position, parts.chosen).map(({ to }) => to));
  return h(
    'div',
    { class: 'board', role: 'grid', dir: 'ltr', 'aria-label': parts.speech.say('board') },
    ranks.map((rank) =>
      h(
        'div',
        { key: String(rank), class: 'rank', role: 'row' },
        Array.from({ length: 8 }, (_, index) => rank * 8 + (parts.below === 'w' ? index : 7 - index)).map((square) =>
          squareView(parts, square, targets.has(square)),
        ),
      ),
    ),
  );
}

function squareView(parts: BoardParts, square: number, isTarget: boolean): View {
  const { position, last, below, chosen, cursor } = parts;
  const piece = at(position.board, square);
  const isChecked = piece === pieceOf(position.turn, 'k') && isInCheck(position.board, position.turn);
  const looks = {
    dark: ((square >> 3) + square) % 2 === 0,
    last: last !== null && (last.from === square || last.to === square),
    chosen: chosen === square,
    target: isTarget,
    check: isChecked,
  };
  const isLeft = (square & 7) === (below === 'w' ? 0 : 7);
  const isBottom = square >> 3 === (below === 'w' ? 0 : 7);
  return h(
    'button',
    {
      key: String(square),
      type: 'button',
      role: 'gridcell',
      'data-square': square,
      class: ['square', ...Object.entries(looks).flatMap(([name, isSo]) => (isSo ? [name] : []))].join(' '),
      tabindex: cursor === square ? 0 : -1,
      'aria-label': squareWords(parts, square, isTarget),
      'aria-selected': chosen === square,
      on: { click: () => parts.onPress(square), keydown: (event) => walk(parts, square, event) },
    },
    piece !== '' && pieceView(piece),
    isLeft && h('span', { key: 'rank', class: 'name rank-name', 'data-name': squareName(square).slice(1) }),
    isBottom && h('span', { key: 'file', class: 'name file-name', 'data-name': squareName(square).slice(0, 1) }),
  );
}

function squareWords({ position, chosen, speech }: BoardParts, square: number, isTarget: boolean): string {
  const piece = at(position.board, square);
  const words = [squareName(square), piece === '' ? speech.say('empty') : pieceWords(piece, speech)];
  if (isTarget) words.push(speech.say('canGo'));
  if (chosen === square) words.push(speech.say('chosen'));
  return words.join(', ');
}

/** A piece in words. */
export function pieceWords(piece: string, speech: BoardParts['speech']): string {
  const letter = (['p', 'n', 'b', 'r', 'q', 'k'] as const).find((one) => one === piece.toLowerCase()) ?? 'p';
  return `${speech.say(sideOf(piece) === 'w' ? 'white' : 'black')} ${speech.say(letter)}`;
}

function walk({ below, onCursor }: BoardParts, square: number, event: KeyboardEvent): void {
  const step = KEYS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const turned = below === 'w' ? 1 : -1;
  const file = (square & 7) + step[0] * turned;
  const rank = (square >> 3) + step[1] * turned;
  if (file < 0 || file > 7 || rank < 0 || rank > 7) return;
  onCursor(rank * 8 + file);
}
