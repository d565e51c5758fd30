import type { Speech } from '../../shared/texts.ts';
import { sheet } from '../../shared/sheet.ts';
import { type View, h, valueOf } from '../../shared/view.ts';
import { type Side, pieceOf } from './board.ts';
import { pieceView } from './pieces.ts';
import { PROMOTIONS } from './rules.ts';
import type { chessTexts } from './texts.ts';

type ChessSpeech = Speech<keyof (typeof chessTexts)['en']>;

/** Draws the field for moves by keyboard. */
export function typingForm(
  { say }: ChessSpeech,
  { typed, problem, ...on }: { typed: string; problem: string; onType: (text: string) => void; onSubmit: () => void },
): View {
  const submit = (event: Event) => {
    event.preventDefault();
    on.onSubmit();
  };
  return h(
    'form',
    { key: 'typing', class: 'stack tight', on: { submit } },
    h(
      'div',
      { class: 'row' },
      h('input', {
        class: 'grow',
        'aria-label': say('typeMove'),
        'aria-invalid': problem !== '',
        placeholder: `${say('typeMove')}: Nf3, e2e4`,
        value: typed,
        autocomplete: 'off',
        autocapitalize: 'off',
        spellcheck: 'false',
        on: { input: (event) => on.onType(valueOf(event)) },
      }),
      h('button', { type: 'submit' }, say('play')),
    ),
    problem !== '' && h('p', { class: 'problem' }, problem),
  );
}

/** Whether a draw was offered, and by whom. */
export type DrawOffer = 'none' | 'mine' | 'theirs';

const OFFERS = { none: 'offerDraw', mine: 'drawOffered', theirs: 'acceptDraw' } as const;

/** Draws what a player may ask for during the game. */
export function wishRow(
  { say }: ChessSpeech,
  { offer, onDraw, onResign }: { offer: DrawOffer; onDraw: () => void; onResign: () => void },
): View {
  return h(
    'div',
    { key: 'wishes', class: 'row wrap' },
    h(
      'button',
      {
        type: 'button',
        class: offer === 'theirs' ? 'primary' : '',
        disabled: offer === 'mine',
        on: { click: onDraw },
      },
      say(OFFERS[offer]),
    ),
    h('button', { type: 'button', class: 'quiet', on: { click: onResign } }, say('resign')),
  );
}

/** Draws what may be done when a game is over. */
export function afterRow(
  { say }: ChessSpeech,
  { isPlayer, isAsked, ...on }: { isPlayer: boolean; isAsked: boolean; onAgain: () => void; onOpen: () => void },
): View {
  return h(
    'div',
    { key: 'after', class: 'row wrap' },
    isPlayer &&
      h(
        'button',
        { type: 'button', class: 'primary', disabled: isAsked, on: { click: on.onAgain } },
        say(isAsked ? 'rematchAsked' : 'rematch'),
      ),
    h('button', { type: 'button', class: 'quiet', on: { click: on.onOpen } }, say('newGame')),
  );
}

/** Asks what a pawn becomes. */
export function promotionSheet(
  { say }: ChessSpeech,
  { side, onChoose, onClose }: { side: Side; onChoose: (promotion: string) => void; onClose: () => void },
): View {
  return sheet(
    { key: 'promotion', title: say('promote'), onClose },
    h(
      'div',
      { class: 'row promotions' },
      PROMOTIONS.map((promotion) =>
        h(
          'button',
          {
            key: promotion,
            type: 'button',
            'aria-label': say(promotion),
            on: { click: () => onChoose(promotion) },
          },
          pieceView(pieceOf(side, promotion)),
        ),
      ),
    ),
  );
}
