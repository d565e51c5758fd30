import type { OrderLine } from '../../shared/shopRules.ts';
import { lineWords, orderHead } from '../../shared/shopViews.ts';
import { type Child, type View, h } from '../../shared/view.ts';
import { money, nameOf, say, session, speech } from './program.ts';
import type { Order, Shop } from './rules.ts';

const PAYMENTS = {
  open: 'payOpen',
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

/** What of an order is not in it. */
export interface OrderSetting {
  /** The shop's address. */
  readonly address: string;
  readonly isShort: boolean;
  /** Whether it is being paid, and not known how that ended. */
  readonly isBegun?: boolean;
  readonly buttons: readonly Child[];
}

/** Draws an order with what can be done about it. */
export function orderCard(shop: Shop, order: Order, setting: OrderSetting): View {
  const { isShort, buttons } = setting;
  const { id, customer, lines, note, total, at, stage, payment, receipt } = order;
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
      h('span', { class: `small ${payment === 'confirmed' ? 'good' : 'muted'}` }, paymentWords(order, setting)),
      h('strong', { class: 'number' }, money(total, shop)),
    ),
    receipt !== '' && h('p', { class: 'muted small' }, `${say('receipt')}: `, h('bdi', {}, receipt)),
    isShort && h('p', { class: 'problem' }, say('short')),
    buttons.length > 0 && h('div', { class: 'actions' }, buttons),
  );
}

/** A receipt is a name to a program: whether money came only the wallet of who sells can show. */
function paymentWords({ customer, payment, isRefundAsked }: Order, { address, isBegun }: OrderSetting): string {
  if (isRefundAsked) return say('refundAsked');
  if (isBegun === true && payment === 'open') return say('payPending');
  if (payment !== 'claimed') return say(PAYMENTS[payment]);
  return customer === session.me
    ? say('payClaimedOwn', { name: nameOf(address) })
    : say('payClaimed', { name: nameOf(customer) });
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
