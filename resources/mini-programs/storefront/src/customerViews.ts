import { announce } from '../../shared/announce.ts';
import { chooseShop } from '../../shared/keeper.ts';
import { hostAmount } from '../../shared/money.ts';
import { keptPayment, payKept } from '../../shared/keptPayment.ts';
import { type PayEnd, payNews } from '../../shared/pay.ts';
import { newId } from '../../shared/reading.ts';
import { button, emptyView, field, form } from '../../shared/parts.ts';
import { type OrderLine, keyOf } from '../../shared/shopRules.ts';
import { stepper } from '../../shared/shopViews.ts';
import { type Child, type View, h } from '../../shared/view.ts';
import { orderCard } from './orderCard.ts';
import { change, emptyCart, money, nameOf, page, say, session, setCount, speech } from './program.ts';
import { MAX_COUNT, MAX_LINES, type Order, type Product, type Shop } from './rules.ts';
import { shelfOf } from './shelf.ts';

/** A product's picture, its emoji, or its first letter. */
export function pictureView({ picture, name }: Pick<Product, 'picture' | 'name'>): View {
  if (picture.startsWith('data:')) return h('img', { class: 'picture', src: picture, alt: '' });
  return h('span', { class: 'picture', 'aria-hidden': true }, picture === '' ? [...name][0] : picture);
}

/** Draws what is for sale. */
export function goodsView(shop: Shop): View {
  const { left } = shelfOf(shop);
  const goods = [...shop.products.values()].filter(({ isShown }) => isShown);
  if (goods.length === 0) return emptyView(say('noGoods'));
  return h(
    'div',
    { class: 'goods' },
    goods.map((product) => productCard(shop, product, left.get(product.id) ?? 0)),
  );
}

function productCard(shop: Shop, product: Product, left: number): View {
  const { id, name, about, price } = product;
  return h(
    'article',
    { key: id, class: `card product${left === 0 ? ' gone' : ''}` },
    pictureView(product),
    h(
      'div',
      { class: 'words' },
      h('h2', {}, h('bdi', {}, name)),
      about !== '' && h('p', { class: 'muted small' }, h('bdi', {}, about)),
      h(
        'p',
        { class: 'small' },
        h('strong', { class: 'number price' }, money(price, shop)),
        left === 0 ? ` · ${say('soldOut')}` : left <= 5 && ` · ${say('left', { count: left })}`,
      ),
    ),
    counter(product, left),
  );
}

function counter({ id, name }: Product, left: number): View {
  const count = page.cart.get(id) ?? 0;
  const set = (next: number) => {
    setCount(id, next);
    if (next > count) announce(say('cartCount', { count: total() }));
  };
  return stepper(speech, { name, count, most: Math.min(left, MAX_COUNT), onChange: set });
}

/** How many things are in the cart. */
export function total(): number {
  return [...page.cart.values()].reduce((sum, count) => sum + count, 0);
}

function cartLines(shop: Shop): OrderLine[] {
  return [...page.cart].flatMap(([id, count]) => {
    const product = shop.products.get(id);
    return product?.isShown === true ? [{ id, count: Math.min(count, MAX_COUNT), price: product.price }] : [];
  });
}

/** Draws the cart. */
export function cartView(shop: Shop, address: string): View {
  const lines = cartLines(shop).slice(0, MAX_LINES);
  if (lines.length === 0)
    return emptyView(
      say('emptyCart'),
      button(say('goods'), '', () => change({ view: 'goods' })),
    );
  const { left } = shelfOf(shop);
  const sum = lines.reduce((all, { count, price }) => all + count * price, 0);
  return form(
    'cart',
    () => void place(shop, address, true),
    h(
      'ul',
      { class: 'card lines padded stack' },
      lines.map((line) => cartLine(shop, line, left.get(line.id) ?? 0)),
      h(
        'li',
        { key: 'total', class: 'row between sum' },
        h('strong', {}, say('total')),
        h('strong', { class: 'number' }, money(sum, shop)),
      ),
    ),
    field(say('note'), page.note, { onInput: (note) => (page.note = note), attributes: { maxlength: 200 } }),
    h(
      'div',
      { class: 'actions' },
      h(
        'button',
        { type: 'button', disabled: page.isPaying, on: { click: () => void place(shop, address, false) } },
        say('counter'),
      ),
      h('button', { type: 'submit', class: 'primary', disabled: page.isPaying }, say('orderPay')),
    ),
  );
}

function cartLine(shop: Shop, { id, count, price }: OrderLine, left: number): Child {
  const product = shop.products.get(id);
  if (product === undefined) return null;
  return h(
    'li',
    { key: id, class: 'row' },
    h(
      'span',
      { class: 'grow' },
      h('bdi', {}, product.name),
      h('span', { class: 'muted small block' }, money(count * price, shop)),
    ),
    counter(product, left),
  );
}

/** The order comes first, then the money: an order that was not paid is paid at the counter. */
async function place(shop: Shop, address: string, isPaid: boolean): Promise<void> {
  const id = newId();
  const lines = cartLines(shop).slice(0, MAX_LINES);
  const note = page.note.trim();
  const info = say('orderInfo', { name: nameOf(session.me), shop: shop.name });
  emptyCart();
  // Who orders here means this shop, whoever else opens one.
  chooseShop(address);
  page.view = 'orders';
  session.act({ t: 'order', id, shop: address, lines, note }, { notify: { [address]: info } });
  const order = session.state.shops.get(address)?.orders.get(keyOf(session.me, id));
  if (isPaid && order !== undefined) await pay(shop, order, address);
}

/** Under what name the payment of an order is kept. */
const paymentKey = (id: string, address: string) => `order ${address} ${id}`;

/** Whether the payment of an order was begun on this device, and it is not known how it ended: from no other device either. */
const isBegun = ({ id, payment, receipt }: Order, address: string) =>
  payment !== 'claimed' && receipt === '' && keptPayment(paymentKey(id, address)) !== null;

/** Whether the shop has said how an order's money stands. What is paid after that is not written on it. */
const isSettled = ({ payment }: Order) => payment === 'confirmed' || payment === 'refunded';

/** What is said of how paying an order ended. `order`: as it stands by then. */
function newsOf(status: PayEnd['status'], order: Order | undefined): string {
  const isTwice = status === 'paid' && order !== undefined && isSettled(order);
  if (isTwice) return say('payTwice', { order: `#${order.id.slice(0, 4)}` });
  // What is pending is said of the order itself.
  return status === 'paid' || status === 'pending' ? '' : say(payNews[status]);
}

async function pay(shop: Shop, { id, total: sum }: Order, address: string): Promise<void> {
  const request = {
    to: address,
    amount: hostAmount(sum, shop.currency),
    memo: `${shop.name} #${id.slice(0, 4)}`,
    reference: id,
  };
  const asked = payKept(paymentKey(id, address), request, (_, receipt) => {
    session.act({ t: 'paid', id, shop: address, receipt });
  });
  // Drawn as begun from now on: it is not to be called off meanwhile.
  change({ isPaying: true, news: '' });
  const status = await asked;
  page.isPaying = false;
  const order = session.state.shops.get(address)?.orders.get(keyOf(session.me, id));
  change({ news: newsOf(status, order) });
}

/** Draws one's own orders. */
export function ownOrdersView(shop: Shop, address: string): View {
  const orders = [...shop.orders.values()].filter(({ customer }) => customer === session.me).toReversed();
  if (orders.length === 0) return emptyView(say('noOrders'));
  const { short } = shelfOf(shop);
  return h(
    'div',
    { class: 'stack' },
    page.news !== '' && h('p', { class: 'notice', role: 'status' }, page.news),
    orders.map((order) =>
      orderCard(shop, order, {
        address,
        isShort: short.has(keyOf(order.customer, order.id)),
        isBegun: !page.isPaying && isBegun(order, address),
        buttons: ownButtons(shop, order, address),
      }),
    ),
  );
}

function ownButtons(shop: Shop, order: Order, address: string): View[] {
  const { id, stage, payment, isRefundAsked } = order;
  const buttons: View[] = [];
  if (stage === 'placed') buttons.push(cancelButton(order, address));
  buttons.push(...payButtons(shop, order, address));
  const isPaid = payment === 'claimed' || payment === 'confirmed';
  if (isPaid && !isRefundAsked) {
    const notify = { [address]: `${say('refundAsked')}: #${id.slice(0, 4)}` };
    buttons.push(
      button(say('askRefund'), 'quiet', () => void session.act({ t: 'refund', id, shop: address }, { notify })),
    );
  }
  return buttons;
}

/** What leaves later is not stopped by calling its order off. */
function cancelButton(order: Order, address: string): View {
  if (isBegun(order, address)) return h('span', { key: 'after', class: 'muted small grow' }, say('cancelAfter'));
  return button(say('cancel'), 'quiet', () => void session.act({ t: 'cancel', id: order.id, shop: address }));
}

/**
 * What is under way is asked after also where the order was called off meanwhile, or paid at the counter: so that it can be asked back. Where nothing was
 * signed the wallet asks anew, and is then to be told no.
 */
function payButtons(shop: Shop, order: Order, address: string): View[] {
  const isUnderWay = isBegun(order, address);
  const isOff = order.stage === 'cancelled' || order.stage === 'declined';
  const isDue = order.payment === 'open' && !isOff;
  if (!isDue && !isUnderWay) return [];
  const ask = button(say(isUnderWay ? 'payAgain' : 'payNow'), 'primary', () => void pay(shop, order, address));
  if (isDue) return [ask];
  return [h('span', { key: 'no', class: 'muted small grow' }, say(isOff ? 'payOff' : 'paySettled')), ask];
}
