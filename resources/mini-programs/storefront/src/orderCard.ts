import { type Child, type View, h } from '../../shared/view.ts';
import { money, nameOf, say, speech } from './program.ts';
import type { Order, OrderLine, Shop } from './rules.ts';

const PAYMENTS = {
  open: 'payOpen',
  claimed: 'payClaimed',
  confirmed: 'payConfirmed',
  refunded: 'payRefunded',
} as const;

/** Whether nothing is left to do about an order. */
export function isFinished({ stage, payment, isRefundAsked }: Order): boolean {
  if (isRefundAsked) return false;
  return stage === 'cancelled' || stage === 'declined'
    ? payment !== 'claimed' && payment !== 'confirmed'
    : stage === 'done' && payment !== 'claimed';
}

/** Draws an order with what can be done about it. */
export function orderCard(
  shop: Shop,
  order: Order,
  { isShort, buttons }: { isShort: boolean; buttons: readonly Child[] },
): View {
  const { id, customer, lines, note, total, at, stage, payment, receipt, isRefundAsked } = order;
  return h(
    'article',
    { key: `${customer} ${id}`, class: 'card padded stack order' },
    h(
      'div',
      { class: 'row between' },
      h(
        'span',
        {},
        h('bdi', { class: 'who' }, nameOf(customer)),
        h(
          'span',
          { class: 'muted small' },
          ` · #${id.slice(0, 4)} · ${speech.date(at, { dateStyle: 'short', timeStyle: 'short' })}`,
        ),
      ),
      h('span', { class: `tag ${stage}` }, say(stage)),
    ),
    h(
      'ul',
      { class: 'lines' },
      lines.map((line) => lineView(shop, line)),
    ),
    note !== '' && h('p', { class: 'notice' }, h('bdi', {}, note)),
    h(
      'div',
      { class: 'row between' },
      h(
        'span',
        { class: `small ${payment === 'confirmed' ? 'good' : 'muted'}` },
        isRefundAsked ? say('refundAsked') : say(PAYMENTS[payment]),
      ),
      h('strong', { class: 'number' }, money(total, shop)),
    ),
    receipt !== '' && h('p', { class: 'muted small' }, `${say('receipt')}: `, h('bdi', {}, receipt)),
    isShort && h('p', { class: 'problem' }, say('short')),
    buttons.length > 0 && h('div', { class: 'actions' }, buttons),
  );
}

function lineView(shop: Shop, { id, count, price }: OrderLine): View {
  return h(
    'li',
    { key: id, class: 'row between' },
    h(
      'span',
      {},
      h('span', { class: 'number muted' }, `${speech.number(count)} × `),
      h('bdi', {}, shop.products.get(id)?.name ?? ''),
    ),
    h('span', { class: 'number' }, money(count * price, shop)),
  );
}

/** A button of an order. */
export function act(label: string, look: string, onPress: () => void): View {
  return h('button', { key: label, type: 'button', class: look, on: { click: onPress } }, label);
}
