import type { OrderLine } from '../../shared/shopRules.ts';
import { lineWords, orderHead } from '../../shared/shopViews.ts';
import { type Child, type View, h } from '../../shared/view.ts';
import { money, nameOf, say, speech } from './program.ts';
import type { Order, Shop } from './rules.ts';

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
    orderHead(nameOf(customer), `#${id.slice(0, 4)} · ${speech.date(at, { dateStyle: 'short', timeStyle: 'short' })}`, {
      name: stage,
      label: say(stage),
    }),
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

function lineView(shop: Shop, line: OrderLine): View {
  const { id, count, price } = line;
  return h(
    'li',
    { key: id, class: 'row between' },
    h('span', {}, lineWords(line, shop.products.get(id)?.name ?? '', speech.number)),
    h('span', { class: 'number' }, money(count * price, shop)),
  );
}
