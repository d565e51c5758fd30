import { announce } from '../../shared/announce.ts';
import { iconButton } from '../../shared/icons.ts';
import { compareTexts } from '../../shared/log.ts';
import { choice, emptyView, field, form } from '../../shared/parts.ts';
import { badge } from '../../shared/people.ts';
import { cleanLine, newId } from '../../shared/reading.ts';
import { signChoice } from '../../shared/shopViews.ts';
import { type View, h } from '../../shared/view.ts';
import { cardFace } from './customerView.ts';
import { nameOf, page, say, session, speech, change } from './program.ts';
import { type Card, EVERY, SIGNS, type Shop, type Wish, readyRewards, stampsOnCard } from './rules.ts';

/** Draws the form of the card, with the card as it will be. */
export function cardForm(shop: Shop | undefined): View {
  const { terms } = page;
  const isUsed = shop !== undefined && [...shop.cards.values()].some(({ stamps }) => stamps.size > 0);
  const every = isUsed ? shop.every : Number(terms.every);
  const set = (part: Partial<typeof terms>) => change({ terms: { ...page.terms, ...part } });
  const sizes = Array.from({ length: EVERY.most - EVERY.least + 1 }, (_, index) => index + EVERY.least);
  return h(
    'section',
    { class: 'card padded stack' },
    shop === undefined && h('h2', {}, say('setUp')),
    cardFace(
      { name: terms.name, reward: terms.reward, every, sign: terms.sign, cards: new Map(), settled: new Set() },
      Math.ceil(every / 2),
    ),
    form(
      'terms',
      () => save(shop),
      field(say('shopName'), terms.name, {
        onInput: (name) => set({ name }),
        attributes: { required: true, maxlength: 60 },
      }),
      field(say('reward'), terms.reward, {
        onInput: (reward) => set({ reward }),
        attributes: { required: true, maxlength: 60, placeholder: say('rewardHint') },
      }),
      isUsed
        ? h('p', { class: 'notice' }, say('everyFixed'))
        : choice(say('every'), terms.every, {
            options: sizes.map((size) => [String(size), speech.number(size)]),
            onChange: (size) => set({ every: size }),
          }),
      signPicker(),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'submit', class: 'primary' }, say(shop === undefined ? 'make' : 'save')),
      ),
    ),
  );
}

function signPicker(): View {
  const { terms } = page;
  return h(
    'fieldset',
    { class: 'stack tight' },
    h('legend', { class: 'label' }, say('sign')),
    signChoice(SIGNS, terms.sign, (sign) => change({ terms: { ...page.terms, sign } })),
  );
}

function save(shop: Shop | undefined): void {
  const { name, reward, every, sign } = page.terms;
  const cleanName = cleanLine(name, 60);
  const cleanReward = cleanLine(reward, 60);
  if (cleanName === '' || cleanReward === '') return;
  page.view = 'customers';
  session.act(
    { t: 'card', name: cleanName, reward: cleanReward, every: Number(every), sign },
    shop === undefined ? { info: `${say('title')}: ${cleanName}` } : {},
  );
}

/** Draws who waits, and everyone's card. */
export function customersView(shop: Shop): View {
  const cards = [...shop.cards].filter(([, { isMember, stamps }]) => isMember || stamps.size > 0);
  if (cards.length === 0) return emptyView(say('noCustomers'), h('p', {}, say('noCustomersText')));
  const wishes = cards
    .flatMap(([address, card]) => card.wishes.map((wish) => ({ address, card, wish })))
    .sort((left, right) => left.wish.at - right.wish.at);
  const sorted = cards.toSorted(
    ([left], [right]) => nameOf(left).localeCompare(nameOf(right), speech.language) || compareTexts(left, right),
  );
  return h(
    'div',
    { class: 'stack' },
    wishes.map((entry) => wishCard(shop, entry)),
    h(
      'ul',
      { class: 'card' },
      sorted.map(([address, card]) => customerRow(shop, address, card)),
    ),
  );
}

function wishCard(shop: Shop, { address, card, wish }: { address: string; card: Card; wish: Wish }): View {
  const isReward = wish.kind === 'claim';
  const isPossible = !isReward || readyRewards(shop, card) > 0;
  const name = nameOf(address);
  const refuse = () => void session.act({ t: 'refuse', id: wish.id, to: address });
  const accept = () =>
    isReward ? void session.act({ t: 'reward', id: wish.id, to: address }) : stamp(address, wish.id);
  return h(
    'article',
    { key: `${address} ${wish.id}`, class: 'card padded stack tight wish' },
    h(
      'p',
      { class: 'row' },
      badge({ address, name }),
      h(
        'span',
        { class: 'grow' },
        h('bdi', { class: 'who' }, name),
        ` ${say(isReward ? 'wantsReward' : 'wantsStamp')}`,
      ),
    ),
    !isPossible && h('p', { class: 'problem' }, say('notFull')),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'quiet', on: { click: refuse } }, say('refuse')),
      h(
        'button',
        { type: 'button', class: 'primary', disabled: !isPossible, on: { click: accept } },
        isReward ? say('handReward') : `${shop.sign} ${say('sign')}`,
      ),
    ),
  );
}

function customerRow(shop: Shop, address: string, card: Card): View {
  const name = nameOf(address);
  const count = stampsOnCard(shop, card);
  // Who asked for it is answered above.
  const ready = card.wishes.some(({ kind }) => kind === 'claim') ? 0 : readyRewards(shop, card);
  const last = [...card.stamps.keys()].at(-1);
  const takeBack = () => last !== undefined && session.act({ t: 'void', id: last, to: address });
  return h(
    'li',
    { key: address, class: 'row customer' },
    badge({ address, name }),
    h(
      'span',
      { class: 'grow' },
      h('bdi', { class: 'who block' }, name),
      h(
        'span',
        { class: 'muted small' },
        say('progress', { count, every: shop.every }),
        ready > 0 && ` · ${say('rewards', { count: ready })}`,
      ),
    ),
    ready > 0 &&
      h(
        'button',
        {
          type: 'button',
          key: 'hand',
          on: { click: () => void session.act({ t: 'reward', id: newId(), to: address }) },
        },
        say('handReward'),
      ),
    last !== undefined &&
      count > 0 &&
      iconButton('undo', say('takeBack', { name }), { key: 'back', onPress: takeBack }),
    h(
      'button',
      {
        type: 'button',
        key: 'stamp',
        class: 'stamp',
        'aria-label': say('stampFor', { name }),
        title: say('stampFor', { name }),
        on: { click: () => stamp(address, newId()) },
      },
      shop.sign,
    ),
  );
}

function stamp(address: string, id: string): void {
  session.act({ t: 'stamp', id, to: address }, { notify: { [address]: say('gotStamp') } });
  announce(say('stampFor', { name: nameOf(address) }));
}
