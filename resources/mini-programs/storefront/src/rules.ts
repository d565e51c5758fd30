/** A shop: its goods, the orders of its customers, and how far each has come. Every shop belongs to one address. */
import { type Readers, asText, oneOf, readBy, whole } from '../../shared/fields.ts';
import type { Act, Rules } from '../../shared/log.ts';
import { asCurrency } from '../../shared/money.ts';
import { asAddress, asId, asInteger, asLine } from '../../shared/reading.ts';
import {
  type OrderLine,
  type Shops,
  asLines,
  asPrice,
  atShop,
  keyOf,
  readAtShop,
  readStage,
  totalOf,
  withShop,
} from '../../shared/shopRules.ts';

/** How far an order has come. Only the shop moves it, but for `cancelled`, which is the customer's. */
export const STAGES = ['placed', 'preparing', 'ready', 'done', 'declined', 'cancelled'] as const;
/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];
/** What is known of an order's money: `claimed` is the customer's word, `confirmed` and `refunded` the shop's. */
export type Payment = 'open' | 'claimed' | 'confirmed' | 'refunded';

/** One act in a shop. */
export type Op =
  | { readonly t: 'shop'; readonly name: string; readonly currency: string; readonly note: string }
  | { readonly t: 'product'; readonly id: string; readonly name: string; readonly price: number; readonly about: string; readonly picture: string; readonly isShown: boolean } // prettier-ignore
  | { readonly t: 'stock'; readonly id: string; readonly add: number }
  | {
      readonly t: 'order';
      readonly id: string;
      readonly shop: string;
      readonly lines: readonly OrderLine[];
      readonly note: string;
    }
  | { readonly t: 'paid'; readonly id: string; readonly shop: string; readonly receipt: string }
  | { readonly t: 'cancel'; readonly id: string; readonly shop: string }
  | { readonly t: 'refund'; readonly id: string; readonly shop: string }
  | { readonly t: 'stage'; readonly id: string; readonly customer: string; readonly stage: Stage }
  | { readonly t: 'money'; readonly id: string; readonly customer: string; readonly payment: 'confirmed' | 'refunded' };

/** Something for sale. */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** In the shop's smallest unit. */
  readonly price: number;
  readonly about: string;
  /** A data address of a small picture, an emoji, or ''. */
  readonly picture: string;
  readonly isShown: boolean;
  /** All that was put on the shelf, less what was taken off it. */
  readonly stocked: number;
  /** Every price the shop ever asked, so that an order cannot make up its own. */
  readonly prices: readonly number[];
}

/** An order. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly lines: readonly OrderLine[];
  readonly note: string;
  readonly total: number;
  /** By the customer's watch. */
  readonly at: number;
  readonly stage: Stage;
  readonly payment: Payment;
  readonly receipt: string;
  readonly isRefundAsked: boolean;
}

/** A shop. */
export interface Shop {
  readonly name: string;
  readonly currency: string;
  readonly note: string;
  readonly products: ReadonlyMap<string, Product>;
  /** By customer and id; in the order they were placed. */
  readonly orders: ReadonlyMap<string, Order>;
}

/** Shops by their keepers' addresses. */
export type State = Shops<Shop>;

/** Longest picture, as a data address. */
export const MAX_PICTURE = 16_000;
/** Most of one thing in an order. */
export const MAX_COUNT = 99;
/** Most lines of an order. */
export const MAX_LINES = 40;
const MOST_PRODUCTS = 500;

/** A small picture as it is sent: WebP, JPEG or PNG as a data address, or one emoji. */
export function asPicture(value: unknown): string | null {
  if (value === '') return '';
  if (typeof value !== 'string' || value.length > MAX_PICTURE) return null;
  if (/^data:image\/(webp|jpeg|png);base64,[A-Za-z0-9+/]+={0,2}$/.test(value)) return value;
  return value.length <= 16 && /^\p{Extended_Pictographic}/u.test(value) ? value : null;
}

const readers: Readers<Op> = {
  shop: (get) =>
    whole({
      t: 'shop',
      name: asLine(get('name'), 60),
      currency: asCurrency(get('currency')),
      note: asText(get('note'), 200),
    }),
  product: (get) =>
    whole({
      t: 'product',
      id: asId(get('id')),
      name: asLine(get('name'), 60),
      price: asPrice(get('price')),
      about: asText(get('about'), 200),
      picture: asPicture(get('picture')),
      isShown: get('isShown') === true,
    }),
  stock: (get) => whole({ t: 'stock', id: asId(get('id')), add: asInteger(get('add'), -10_000, 10_000) }),
  order: (get) =>
    whole({
      t: 'order',
      id: asId(get('id')),
      shop: asAddress(get('shop')),
      lines: asLines(get('lines'), MAX_LINES, MAX_COUNT),
      note: asText(get('note'), 200),
    }),
  paid: (get) =>
    whole({ t: 'paid', id: asId(get('id')), shop: asAddress(get('shop')), receipt: asText(get('receipt'), 200) }),
  cancel: (get) => readAtShop('cancel', get),
  refund: (get) => readAtShop('refund', get),
  stage: (get) => readStage(STAGES, get),
  money: (get) =>
    whole({
      t: 'money',
      id: asId(get('id')),
      customer: asAddress(get('customer')),
      payment: oneOf(['confirmed', 'refunded'], get('payment')),
    }),
};

function apply(state: State, act: Act<Op>): State {
  const { op, author } = act;
  if (op.t === 'shop') {
    const { name, currency, note } = op;
    const old = state.shops.get(author) ?? {
      products: new Map<string, Product>(),
      orders: new Map<string, Order>(),
      currency,
    };
    // A shop that has goods keeps its currency: prices are numbers in it.
    return withShop(state, author, {
      ...old,
      name,
      note,
      currency: old.products.size > 0 ? old.currency : currency,
    });
  }
  return atShop(state, act, (shop) => withAct(shop, act));
}

function withAct(shop: Shop, act: Act<Op>): Shop {
  const { op } = act;
  if (op.t === 'product' || op.t === 'stock') return { ...shop, products: withProduct(shop.products, op) };
  if (op.t === 'order') return withOrder(shop, op, act);
  if (op.t === 'shop') return shop;
  const key = keyOf('customer' in op ? op.customer : act.author, op.id);
  const order = shop.orders.get(key);
  return order === undefined ? shop : { ...shop, orders: new Map(shop.orders).set(key, changed(order, op)) };
}

function withProduct(products: Shop['products'], op: Extract<Op, { t: 'product' | 'stock' }>): Shop['products'] {
  const old = products.get(op.id);
  if (op.t === 'stock')
    return old === undefined ? products : new Map(products).set(op.id, { ...old, stocked: old.stocked + op.add });
  if (old === undefined && products.size >= MOST_PRODUCTS) return products;
  const { t: _, ...fields } = op;
  const prices = [...new Set([...(old?.prices ?? []), op.price])];
  return new Map(products).set(op.id, { ...fields, stocked: old?.stocked ?? 0, prices });
}

/** An order stands when everything in it was for sale at the price it names; it is placed once. */
function withOrder(shop: Shop, op: Extract<Op, { t: 'order' }>, { author, at }: Act<Op>): Shop {
  const key = keyOf(author, op.id);
  const total = totalOf(op.lines, ({ id, price }) => shop.products.get(id)?.prices.includes(price) === true);
  if (total === null || shop.orders.has(key)) return shop;
  const { id, lines, note } = op;
  const order: Order = {
    id,
    customer: author,
    lines,
    note,
    total,
    at,
    stage: 'placed',
    payment: 'open',
    receipt: '',
    isRefundAsked: false,
  };
  return { ...shop, orders: new Map(shop.orders).set(key, order) };
}

function changed(order: Order, op: Extract<Op, { t: 'paid' | 'cancel' | 'refund' | 'stage' | 'money' }>): Order {
  switch (op.t) {
    case 'paid':
      return order.payment === 'open' ? { ...order, payment: 'claimed', receipt: op.receipt } : order;
    case 'cancel':
      return order.stage === 'placed' ? { ...order, stage: 'cancelled' } : order;
    case 'refund':
      return order.payment === 'open' ? order : { ...order, isRefundAsked: true };
    case 'stage':
      return { ...order, stage: op.stage };
    case 'money':
      return { ...order, payment: op.payment, isRefundAsked: op.payment === 'refunded' ? false : order.isRefundAsked };
  }
}

/** How many orders the shop has done nothing about yet. */
export function newOrdersOf({ orders }: Shop): number {
  return [...orders.values()].filter(({ stage }) => stage === 'placed').length;
}

/** Rules of the log of a storefront. */
export const rules: Rules<State, Op> = { start: { shops: new Map() }, read: (value) => readBy(readers, value), apply };
