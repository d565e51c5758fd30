/** A canteen: its menu by day, what people ordered for when, and what they paid in. Every canteen belongs to one address. */
import type { Act, Rules } from '../../shared/log.ts';
import { type OrderLine, type Shops, atShop, keyOf, totalOf, withShop } from '../../shared/shopRules.ts';
import { type DishTerms, type Hours, type Op, type Stage, readOp } from './acts.ts';

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
const MOST = { dishes: 2000, topUps: 20 };

/** How many more payments of a guest there is room for until the canteen has confirmed or refused some: what comes above is dropped for good. */
export function roomForTopUps({ accounts }: Shop, owner: string): number {
  return MOST.topUps - (accounts.get(owner) ?? NO_ACCOUNT).topUps.length;
}

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
export const rules: Rules<State, Op> = { start: { shops: new Map() }, read: readOp, apply };
