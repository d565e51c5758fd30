import { badge } from '../../shared/people.ts';
import type { Speech } from '../../shared/texts.ts';
import { type View, h } from '../../shared/view.ts';
import type { Side } from './board.ts';
import type { Game, Played } from './game.ts';
import type { chessTexts } from './texts.ts';

type ChessSpeech = Speech<keyof (typeof chessTexts)['en']>;

/** How a game ended, in words. */
export function endText({ end, seats }: Game, speech: ChessSpeech, nameOf: (address: string | null) => string): string {
  if (end === null) return '';
  return speech.say(end.reason, { name: end.winner === null ? '' : nameOf(seats[end.winner]) });
}

/** One side of the table. */
export interface PlayerParts {
  readonly side: Side;
  readonly address: string | null;
  /** The name, or that it is oneself. */
  readonly name: string;
  /** The name in any case, for the badge. */
  readonly called: string;
  /** White or black, in words. */
  readonly role: string;
  readonly isTurn: boolean;
  readonly action: { readonly label: string; readonly look: string; readonly onPress: () => void } | null;
}

/** Draws who sits on a side. */
export function playerRow({ side, address, name, called, role, isTurn, action }: PlayerParts): View {
  return h(
    'div',
    { key: `player-${side}`, class: `player row${isTurn ? ' turn' : ''}` },
    address === null ? h('span', { class: 'badge nobody', 'aria-hidden': true }) : badge({ address, name: called }),
    h(
      'span',
      { class: 'grow' },
      h('bdi', { class: address === null ? 'muted' : 'who' }, name),
      h('span', { class: 'muted small role' }, h('span', { class: `stone ${side}`, 'aria-hidden': true }), role),
    ),
    isTurn && h('span', { class: 'dot', 'aria-hidden': true }),
    action !== null && h('button', { type: 'button', class: action.look, on: { click: action.onPress } }, action.label),
  );
}

/** What {@link movesCard} needs. */
export interface MovesParts {
  readonly game: Game;
  /** How many games there were, this one counted. */
  readonly count: number;
  readonly speech: ChessSpeech;
  readonly shown: number | null;
  readonly onShow: (index: number | null) => void;
}

/** Draws the list of moves; each leads back to its position. */
export function movesCard({ game, count, speech, shown, onShow }: MovesParts): View {
  const { line } = game;
  const pairs = Array.from({ length: Math.ceil(line.length / 2) }, (_, index) => index);
  const now = shown ?? line.length - 1;
  const moveButton = (played: Played | undefined, index: number) =>
    played !== undefined &&
    h(
      'button',
      {
        key: String(index),
        type: 'button',
        class: 'move',
        'aria-current': index === now ? 'true' : null,
        on: { click: () => onShow(index === line.length - 1 ? null : index) },
      },
      played.notation,
    );
  return h(
    'section',
    { key: 'moves', class: 'card padded stack', 'aria-label': speech.say('moves') },
    h(
      'div',
      { class: 'row between' },
      h('h2', { class: 'label' }, speech.say('moves')),
      count > 1 && h('span', { class: 'muted small' }, speech.say('gameNumber', { count })),
    ),
    line.length === 0
      ? h('p', { class: 'muted small' }, speech.say('noMoves'))
      : h(
          'ol',
          { class: 'moves', dir: 'ltr' },
          pairs.map((index) =>
            h(
              'li',
              { key: String(index) },
              h('span', { class: 'muted number' }, `${index + 1}.`),
              moveButton(line[index * 2], index * 2),
              moveButton(line[index * 2 + 1], index * 2 + 1),
            ),
          ),
        ),
  );
}
