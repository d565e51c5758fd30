import type { PaymentRequest } from '../../../../packages/mini/index.d.ts';
import { chooseShop } from '../../shared/keeper.ts';
import { iconButton } from '../../shared/icons.ts';
import { amountOf, amountText, hostAmount, moneyText, shopAmount } from '../../shared/money.ts';
import { button, emptyView, form, problemView } from '../../shared/parts.ts';
import { keptPayment, payKept } from '../../shared/keptPayment.ts';
import { payNews } from '../../shared/pay.ts';
import { newId } from '../../shared/reading.ts';
import { keyOf } from '../../shared/shopRules.ts';
import { amountField, lineWords, orderHead } from '../../shared/shopViews.ts';
import { type View, h } from '../../shared/view.ts';
import { type Verdict, ledgerOf, pendingOf } from './ledger.ts';
import { change, dayText, money, nameOf, page, say, session, slotText, speech, today } from './program.ts';
import type { Stage } from './acts.ts';
import { type Order, type Shop, roomForTopUps } from './rules.ts';

/** Draws an order with what can be done about it. */
export function orderCard(
  shop: Shop,
  order: Order,
  { verdict, buttons }: { verdict: Verdict | undefined; buttons: readonly View[] },
): View {
  const { id, customer, day, slot, lines, total, stage } = order;
  const isRefused = verdict === 'sold-out' || verdict === 'full';
  return h(
    'article',
    { key: `${customer} ${id}`, class: 'card padded stack' },
    orderHead(nameOf(customer), `${dayText(day)}, ${slotText(slot)}`, { name: stage, label: say(stage) }),
    h(
      'ul',
      { class: 'lines' },
      lines.map((line) =>
        h('li', { key: line.id }, lineWords(line, shop.dishes.get(line.id)?.name ?? '', speech.number)),
      ),
    ),
    h(
      'div',
      { class: 'row between' },
      h('span', { class: `small ${isRefused ? 'problem' : 'muted'}` }, verdict === undefined ? '' : say(verdict)),
      h('strong', { class: 'number' }, money(total, shop)),
    ),
    buttons.length > 0 && h('div', { class: 'actions' }, buttons),
  );
}

/** Draws one's own orders. */
export function ownOrders(shop: Shop, address: string): View {
  const own = [...shop.orders.values()].filter(({ customer }) => customer === session.me).toReversed();
  if (own.length === 0) return emptyView(say('noOrders'));
  const { verdicts } = ledgerOf(shop);
  const cancel = (id: string) => () => void session.act({ t: 'cancel', id, shop: address });
  return h(
    'div',
    { class: 'stack' },
    own.slice(0, 60).map((order) =>
      orderCard(shop, order, {
        verdict: verdicts.get(keyOf(order.customer, order.id)),
        buttons: order.stage === 'placed' ? [button(say('cancel'), 'quiet', cancel(order.id))] : [],
      }),
    ),
  );
}

/** Draws what the kitchen has to do, by the time it is fetched. */
export function keeperOrders(shop: Shop): View {
  const orders = [...shop.orders.values()];
  if (orders.length === 0) return emptyView(say('noOrders'));
  const isOpen = ({ stage, day }: Order) => (stage === 'placed' || stage === 'ready') && day >= today();
  const { verdicts } = ledgerOf(shop);
  const card = (order: Order) =>
    orderCard(shop, order, { verdict: verdicts.get(keyOf(order.customer, order.id)), buttons: stageButtons(order) });
  const open = orders
    .filter(isOpen)
    .toSorted((left, right) => (left.day === right.day ? left.slot - right.slot : left.day < right.day ? -1 : 1));
  const earlier = orders.filter((order) => !isOpen(order)).toReversed();
  return h(
    'div',
    { class: 'stack' },
    open.length === 0 && emptyView(say('noOrders')),
    open.map(card),
    earlier.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, say('earlier', { count: earlier.length })),
        h('div', { class: 'stack' }, earlier.slice(0, 100).map(card)),
      ),
  );
}

const BEFORE: Partial<Record<Stage, Stage>> = { ready: 'placed', collected: 'ready', declined: 'placed' };

function stageButtons({ id, customer, stage }: Order): View[] {
  const move = (to: Stage) => () => {
    const notify = to === 'ready' ? { notify: { [customer]: say('readyNotice') } } : {};
    session.act({ t: 'stage', id, customer, stage: to }, notify);
  };
  const before = BEFORE[stage];
  const back = before === undefined ? [] : [iconButton('undo', say('stepBack'), { onPress: move(before) })];
  if (stage === 'placed')
    return [button(say('decline'), 'quiet', move('declined')), button(say('isReady'), 'primary', move('ready'))];
  return stage === 'ready' ? [...back, button(say('handOut'), 'primary', move('collected'))] : back;
}

/** Draws what one has left, and how to pay in more. */
export function balanceView(shop: Shop, address: string): View {
  const pending = pendingOf(shop, session.me);
  return h(
    'div',
    { class: 'stack' },
    h(
      'section',
      { class: 'card padded balance' },
      h('h3', {}, say('balance')),
      h('p', { class: 'sum number' }, money(ledgerOf(shop).balances.get(session.me) ?? 0, shop)),
      pending > 0 &&
        h('p', { class: 'muted small' }, say('pending', { amount: money(pending, shop), name: nameOf(address) })),
    ),
    h('section', { class: 'card padded' }, begunView(shop, address) ?? topUpForm(shop, address)),
  );
}

function topUpForm(shop: Shop, address: string): View {
  return form(
    'topup',
    () => void topUp(shop, address),
    amountField(say('amount'), page.amount, {
      currency: shop.currency,
      placeholder: amountText(2000, shop.currency),
      onInput: (amount) => (page.amount = amount),
    }),
    problemView(page.problem),
    page.news !== '' && h('p', { class: 'notice', role: 'status' }, page.news),
    h(
      'div',
      { class: 'row between' },
      h('span', { class: 'muted small' }, say('cashHint')),
      h('button', { type: 'submit', class: 'primary', disabled: page.isPaying }, say('topUp')),
    ),
  );
}

/** Of the room for payments, what is left to those that other devices of a guest have under way. */
const ROOM_FOR_BEGUN = 4;

/** Under what name a payment to a canteen is kept. */
const keyFor = (address: string) => `topup ${address}`;

/** Says that it is not known how a payment ended, and asks for it again; null where there is none. */
function begunView(shop: Shop, address: string): View | null {
  const begun = page.isPaying ? null : keptPayment(keyFor(address));
  return (
    begun &&
    h(
      'div',
      { key: 'begun', class: 'stack', role: 'status' },
      h(
        'p',
        {},
        h('strong', { class: 'number' }, moneyText(shopAmount(begun.amount), begun.amount.currency, speech.language)),
      ),
      // Where nobody could be asked now, why not; it is known no better for that how it ended.
      h('p', { class: 'notice' }, page.news === '' ? say('payPending') : page.news),
      h(
        'div',
        { class: 'actions' },
        button(say('payAgain'), 'primary', () => void pay(shop, address, begun)),
      ),
    )
  );
}

async function topUp(shop: Shop, address: string): Promise<void> {
  const amount = amountOf(page.amount, shop.currency);
  if (amount === null || amount === 0)
    return change({ problem: say('badPrice', { example: amountText(2000, shop.currency) }) });
  chooseShop(address);
  return pay(shop, address, {
    to: address,
    amount: hostAmount(amount, shop.currency),
    memo: `${shop.name}: ${say('topUp')}`,
    reference: newId(),
  });
}

async function pay(shop: Shop, address: string, request: PaymentRequest): Promise<void> {
  const isBegun = keptPayment(keyFor(address)) !== null;
  // What there is no room for would be paid, and count for nothing.
  if (roomForTopUps(shop, session.me) <= (isBegun ? 0 : ROOM_FOR_BEGUN))
    return change({ problem: '', news: say('topUpsWait', { name: nameOf(address) }) });
  change({ isPaying: true, problem: '', news: '' });
  const status = await payKept(keyFor(address), request, (paid, receipt) => {
    const amount = shopAmount(paid.amount);
    session.act(
      { t: 'topup', id: paid.reference, shop: address, amount, receipt },
      { notify: { [address]: `${nameOf(session.me)}: ${money(amount, shop)}` } },
    );
  });
  page.isPaying = false;
  if (status === 'paid') page.amount = '';
  // What is pending is said where it is asked for again.
  change({ news: status === 'paid' || status === 'pending' ? '' : say(payNews[status]) });
}
