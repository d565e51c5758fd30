import { chooseShop } from '../../shared/keeper.ts';
import { newId } from '../../shared/reading.ts';
import { type View, h } from '../../shared/view.ts';
import { nameOf, say, session } from './program.ts';
import { NO_CARD, type Shop, readyRewards, stampsOnCard } from './rules.ts';

/** Draws a card with the stamps on it. */
export function cardFace(shop: Shop, count: number): View {
  const { every, sign, reward } = shop;
  return h(
    'div',
    { class: 'face', role: 'img', 'aria-label': say('progress', { count, every }) },
    h(
      'div',
      { class: 'face-head' },
      h('bdi', { class: 'face-name' }, shop.name),
      h('bdi', { class: 'face-reward' }, reward),
    ),
    h(
      'ol',
      { class: 'slots', styles: { '--columns': String(columnsOf(every)) } },
      Array.from({ length: every }, (_, index) =>
        h(
          'li',
          { key: String(index), class: `slot${index < count ? ' full' : ''}${index === every - 1 ? ' last' : ''}` },
          index < count ? sign : index === every - 1 ? '★' : '',
        ),
      ),
    ),
  );
}

/** Rows of a card are as even as they can be. */
function columnsOf(every: number): number {
  return every <= 5 ? every : Math.ceil(every / Math.ceil(every / 5));
}

/** Draws one's own card. */
export function customerView(shop: Shop, address: string): View {
  const card = shop.cards.get(session.me) ?? NO_CARD;
  const ready = readyRewards(shop, card);
  const asks = card.wishes.some(({ kind }) => kind === 'ask');
  const claims = card.wishes.some(({ kind }) => kind === 'claim');
  const wish = (t: 'ask' | 'claim') => () => {
    chooseShop(address);
    const words = say(t === 'ask' ? 'wantsStamp' : 'wantsReward');
    session.act({ t, shop: address, id: newId() }, { notify: { [address]: `${nameOf(session.me)} ${words}` } });
  };
  return h(
    'div',
    { class: 'stack' },
    cardFace(shop, stampsOnCard(shop, card)),
    h(
      'div',
      { class: 'row between' },
      h('strong', { role: 'status' }, say('progress', { count: stampsOnCard(shop, card), every: shop.every })),
      ready > 0 && h('span', { class: 'tag ready' }, say('rewards', { count: ready })),
    ),
    ready > 0 &&
      h(
        'button',
        { type: 'button', key: 'redeem', class: 'primary', disabled: claims, on: { click: wish('claim') } },
        say(claims ? 'redeemAsked' : 'redeem'),
      ),
    h(
      'button',
      { type: 'button', key: 'ask', class: ready > 0 ? '' : 'primary', disabled: asks, on: { click: wish('ask') } },
      say(asks ? 'asked' : 'askStamp'),
    ),
    card.rewards.size > 0 && h('p', { class: 'muted small' }, say('past', { count: card.rewards.size })),
  );
}
