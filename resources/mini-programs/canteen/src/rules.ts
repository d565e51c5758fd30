/** A canteen: its menu by day, what people ordered for when, and what they paid in. Every canteen belongs to one address. */
import { type Readers, asText, oneOf, readBy, whole } from '../../shared/fields.ts';
import type { Act, Rules } from '../../shared/log.ts';
import { MAX_AMOUNT, asCurrency } from '../../shared/money.ts';
import { asAddress, asId, asInteger, asLine, asList } from '../../shared/reading.ts';
import {
  type OrderLine,
  type Shops,
  asLines,
  asPrice,
  atShop,
  keyOf,
  readAtShop,
  readStage,
  readTo,
  totalOf,
  withShop,
} from '../../shared/shopRules.ts';

/** The fourteen allergens that must be named (EU regulation 1169/2011, annex II). */
export const ALLERGENS = ['gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soya', 'milk', 'nuts', 'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs'] as const; // prettier-ignore
/** One of {@link ALLERGENS}. */
export type Allergen = (typeof ALLERGENS)[number];
/** What a dish is made without. */
export const DIETS = ['any', 'vegetarian', 'vegan'] as const;
/** How far an order has come. */
export const STAGES = ['placed', 'ready', 'collected', 'declined', 'cancelled'] as const;
/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** When food is handed out, minutes of the day. */
export interface Hours {
  readonly opens: number;
  readonly closes: number;
  /** Minutes from one pick-up time to the next. */
  readonly step: number;
  /** Most orders for one of them. */
  readonly room: number;
}

interface DishTerms {
  readonly id: string;
  /** Such as 2026-11-21, in the canteen's own calendar. */
  readonly day: string;
  readonly name: string;
  readonly price: number;
  readonly allergens: readonly Allergen[];
  readonly diet: (typeof DIETS)[number];
  readonly portions: number;
  readonly isShown: boolean;
}

/** One act in a canteen. Those that name no shop are the canteen's own. */
export type Op =
  | ({ readonly t: 'terms'; readonly name: string; readonly currency: string } & Hours)
  | ({ readonly t: 'dish' } & DishTerms)
  | {
      readonly t: 'topup';
      readonly id: string;
      readonly shop: string;
      readonly amount: number;
      readonly receipt: string;
    }
  | { readonly t: 'credit'; readonly id: string; readonly to: string; readonly amount: number }
  | { readonly t: 'refuse'; readonly id: string; readonly to: string }
  | { readonly t: 'order'; readonly id: string; readonly shop: string; readonly day: string; readonly slot: number; readonly lines: readonly OrderLine[] } // prettier-ignore
  | { readonly t: 'cancel'; readonly id: string; readonly shop: string }
  | { readonly t: 'stage'; readonly id: string; readonly customer: string; readonly stage: Stage };

/** A dish on one day's menu. */
export interface Dish extends DishTerms {
  readonly prices: readonly number[];
}

/** Money a guest says to have paid, and the canteen has not seen yet. */
export interface TopUp {
  readonly id: string;
  readonly amount: number;
  readonly receipt: string;
  readonly at: number;
}

/** What a guest paid in. */
export interface Account {
  /** By name; only the canteen writes here. */
  readonly credits: ReadonlyMap<string, number>;
  readonly topUps: readonly TopUp[];
}

/** An order. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly day: string;
  /** Minute of the day. */
  readonly slot: number;
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly stage: Stage;
}

/** A canteen. */
export interface Shop {
  readonly name: string;
  readonly currency: string;
  readonly hours: Hours;
  readonly dishes: ReadonlyMap<string, Dish>;
  readonly accounts: ReadonlyMap<string, Account>;
  /** In the order they were placed. */
  readonly orders: ReadonlyMap<string, Order>;
  /** Names of top-ups the canteen refused, with their owners. */
  readonly refused: ReadonlySet<string>;
}

/** Canteens by their keepers' addresses. */
export type State = Shops<Shop>;

/** Nothing paid in. */
export const NO_ACCOUNT: Account = { credits: new Map(), topUps: [] };
/** Most of one dish in an order. */
export const MAX_COUNT = 20;
const MOST = { dishes: 2000, topUps: 20, lines: 20 };

const asMinute = (value: unknown) => asInteger(value, 0, 24 * 60);
const asPaid = (value: unknown) => asInteger(value, 1, MAX_AMOUNT);

function asDay(value: unknown): string | null {
  if (typeof value !== 'string' || !/^20\d\d-\d\d-\d\d$/.test(value)) return null;
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value ? null : value;
}

const readers: Readers<Op> = {
  terms: (get) =>
    whole({
      t: 'terms',
      name: asLine(get('name'), 60),
      currency: asCurrency(get('currency')),
      opens: asMinute(get('opens')),
      closes: asMinute(get('closes')),
      step: asInteger(get('step'), 5, 240),
      room: asInteger(get('room'), 1, 1000),
    }),
  dish: (get) =>
    whole({
      t: 'dish',
      id: asId(get('id')),
      day: asDay(get('day')),
      name: asLine(get('name'), 80),
      price: asPrice(get('price')),
      allergens: asList(get('allergens'), ALLERGENS.length, (item) => oneOf(ALLERGENS, item)),
      diet: oneOf(DIETS, get('diet')),
      portions: asInteger(get('portions'), 0, 10_000),
      isShown: get('isShown') === true,
    }),
  topup: (get) =>
    whole({
      t: 'topup',
      id: asId(get('id')),
      shop: asAddress(get('shop')),
      amount: asPaid(get('amount')),
      receipt: asText(get('receipt'), 200),
    }),
  credit: (get) => whole({ t: 'credit', id: asId(get('id')), to: asAddress(get('to')), amount: asPaid(get('amount')) }),
  refuse: (get) => readTo('refuse', get),
  order: (get) =>
    whole({
      t: 'order',
      id: asId(get('id')),
      shop: asAddress(get('shop')),
      day: asDay(get('day')),
      slot: asMinute(get('slot')),
      lines: asLines(get('lines'), MOST.lines, MAX_COUNT),
    }),
  cancel: (get) => readAtShop('cancel', get),
  stage: (get) => readStage(STAGES, get),
};

function apply(state: State, act: Act<Op>): State {
  const { op, author } = act;
  if (op.t === 'terms') return withShop(state, author, withTerms(state.shops.get(author), op));
  return atShop(state, act, (shop) => changed(shop, act));
}

/** The currency stays as it was once something has a price or somebody paid. */
function withTerms(
  old: Shop | undefined,
  { name, currency, opens, closes, step, room }: Extract<Op, { t: 'terms' }>,
): Shop {
  const hours = { opens: Math.min(opens, closes), closes: Math.max(opens, closes), step, room };
  if (old === undefined) {
    return { name, currency, hours, dishes: new Map(), accounts: new Map(), orders: new Map(), refused: new Set() };
  }
  const isUsed = old.dishes.size > 0 || old.accounts.size > 0;
  return { ...old, name, hours, currency: isUsed ? old.currency : currency };
}

function changed(shop: Shop, act: Act<Op>): Shop {
  const { op, author } = act;
  switch (op.t) {
    case 'dish':
      return withDish(shop, op);
    case 'topup':
      return withAccount(shop, author, (account) => topped(shop, account, act));
    case 'credit':
      return withAccount(shop, op.to, (account) => ({
        topUps: account.topUps.filter(({ id }) => id !== op.id),
        // Two devices of the canteen may confirm the same: the first one counts.
        credits: account.credits.has(op.id) ? account.credits : new Map(account.credits).set(op.id, op.amount),
      }));
    case 'refuse':
      return {
        ...withAccount(shop, op.to, (account) => ({
          ...account,
          topUps: account.topUps.filter(({ id }) => id !== op.id),
        })),
        refused: new Set(shop.refused).add(keyOf(op.to, op.id)),
      };
    case 'order':
      return withOrder(shop, op, author);
    case 'cancel':
      return withStage(shop, keyOf(author, op.id), (stage) => (stage === 'placed' ? 'cancelled' : stage));
    case 'stage':
      return withStage(shop, keyOf(op.customer, op.id), () => op.stage);
    case 'terms':
      return shop;
  }
}

function withDish(shop: Shop, op: Extract<Op, { t: 'dish' }>): Shop {
  const old = shop.dishes.get(op.id);
  if (old === undefined && shop.dishes.size >= MOST.dishes) return shop;
  const { t: _, ...terms } = op;
  const prices = [...new Set([...(old?.prices ?? []), op.price])];
  return { ...shop, dishes: new Map(shop.dishes).set(op.id, { ...terms, day: old?.day ?? op.day, prices }) };
}

function withAccount(shop: Shop, owner: string, change: (account: Account) => Account): Shop {
  const account = shop.accounts.get(owner) ?? NO_ACCOUNT;
  const next = change(account);
  return next === account ? shop : { ...shop, accounts: new Map(shop.accounts).set(owner, next) };
}

function topped(shop: Shop, account: Account, { op, author, at }: Act<Op>): Account {
  if (op.t !== 'topup') return account;
  const { id, amount, receipt } = op;
  const isKnown =
    account.credits.has(id) || account.topUps.some((topUp) => topUp.id === id) || shop.refused.has(keyOf(author, id));
  if (isKnown || account.topUps.length >= MOST.topUps) return account;
  return { ...account, topUps: [...account.topUps, { id, amount, receipt, at }] };
}

/** An order stands when all of it is on that day's menu at the price it names; it is placed once. */
function withOrder(shop: Shop, { id, day, slot, lines }: Extract<Op, { t: 'order' }>, customer: string): Shop {
  const key = keyOf(customer, id);
  const total = totalOf(lines, (line) => {
    const dish = shop.dishes.get(line.id);
    return dish?.day === day && dish.prices.includes(line.price);
  });
  if (total === null || shop.orders.has(key)) return shop;
  return { ...shop, orders: new Map(shop.orders).set(key, { id, customer, day, slot, lines, total, stage: 'placed' }) };
}

function withStage(shop: Shop, key: string, change: (stage: Stage) => Stage): Shop {
  const order = shop.orders.get(key);
  if (order === undefined) return shop;
  return { ...shop, orders: new Map(shop.orders).set(key, { ...order, stage: change(order.stage) }) };
}

/** Rules of the log of a canteen. */
export const rules: Rules<State, Op> = { start: { shops: new Map() }, read: (value) => readBy(readers, value), apply };
