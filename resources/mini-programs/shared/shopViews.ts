import { iconButton } from './icons.ts';
import { CURRENCIES } from './money.ts';
import { choice, field } from './parts.ts';
import { badge } from './people.ts';
import type { OrderLine } from './shopRules.ts';
import { type Child, type View, h } from './view.ts';

/** A shop among others. */
export interface ShopChoice {
  readonly address: string;
  readonly name: string;
  /** Its keeper's name. */
  readonly keeper: string;
}

/** Asks which shop is meant, where several people say they are it. */
export function shopChooser(
  words: { readonly title: string; readonly text: string },
  shops: readonly ShopChoice[],
  onChoose: (address: string) => void,
): View {
  return h(
    'section',
    { class: 'card padded stack' },
    h('h2', {}, words.title),
    h('p', { class: 'muted' }, words.text),
    shops.map(({ address, name, keeper }) =>
      h(
        'button',
        { key: address, type: 'button', class: 'shop-choice', on: { click: () => onChoose(address) } },
        badge({ address, name: keeper }),
        h('span', { class: 'grow' }, h('bdi', {}, keeper), ' · ', h('bdi', {}, name)),
      ),
    ),
  );
}

/** What a shop is called, and whose it is: whoever opened it, not what it is called, is who people deal with. */
export function shopHeader(name: string, keeper: string, ...more: readonly Child[]): View {
  return h(
    'header',
    {},
    h('h1', {}, h('bdi', {}, name)),
    h('p', { class: 'muted small' }, h('bdi', { class: 'who' }, keeper), ...more),
  );
}

/** The fields of a shop's name and, while it can still change, its currency; both are written into `settings`. */
export function shopFields(
  say: (key: 'name' | 'currency') => string,
  settings: { name: string; currency: string },
  isCurrencyFixed: boolean,
): Child {
  return [
    field(say('name'), settings.name, {
      onInput: (name) => (settings.name = name),
      attributes: { required: true, maxlength: 60 },
    }),
    !isCurrencyFixed &&
      choice(say('currency'), settings.currency, {
        options: CURRENCIES.map((code) => [code, code]),
        onChange: (currency) => (settings.currency = currency),
      }),
  ];
}

/** A field of an amount of money. */
export function amountField(
  label: string,
  value: string,
  options: { readonly currency: string; readonly placeholder?: string; readonly onInput: (text: string) => void },
): View {
  const { currency, placeholder, onInput } = options;
  const attributes = { required: true, inputmode: 'decimal', ...(placeholder === undefined ? {} : { placeholder }) };
  return field(`${label} (${currency})`, value, { onInput, attributes });
}

/** What {@link stepper} counts. */
export interface Counted {
  readonly name: string;
  readonly count: number;
  /** Most that can be taken. */
  readonly most: number;
  readonly onChange: (count: number) => void;
}

/** Draws how many of something are taken, with one less and one more. */
export function stepper(
  {
    say,
    number,
  }: {
    readonly say: (key: 'fewer' | 'addOne', values: { readonly name: string }) => string;
    readonly number: (value: number) => string;
  },
  { name, count, most, onChange }: Counted,
): View {
  return h(
    'div',
    { class: 'stepper' },
    count > 0 && iconButton('minus', say('fewer', { name }), { key: 'fewer', onPress: () => onChange(count - 1) }),
    count > 0 && h('span', { class: 'number' }, number(count)),
    iconButton('add', say('addOne', { name }), {
      key: 'more',
      class: 'plus',
      isDisabled: count >= most,
      onPress: () => onChange(count + 1),
    }),
  );
}

/** Draws who ordered, with a word about the order, and how far it has come. */
export function orderHead(who: string, about: string, stage: { readonly name: string; readonly label: string }): View {
  return h(
    'div',
    { class: 'row between' },
    h('span', {}, h('bdi', { class: 'who' }, who), h('span', { class: 'muted small' }, ` · ${about}`)),
    h('span', { class: `tag ${stage.name}` }, stage.label),
  );
}

/** Draws how many of what a line of an order is. */
export function lineWords({ count }: OrderLine, name: string, number: (value: number) => string): Child {
  return [h('span', { class: 'number muted' }, `${number(count)} × `), h('bdi', {}, name)];
}

/** Draws the small pictures to choose one from. */
export function signChoice(signs: readonly string[], chosen: string, onChoose: (sign: string) => void): View {
  return h(
    'div',
    { class: 'signs' },
    signs.map((sign) =>
      h(
        'button',
        { key: sign, type: 'button', 'aria-pressed': chosen === sign, on: { click: () => onChoose(sign) } },
        sign,
      ),
    ),
  );
}
