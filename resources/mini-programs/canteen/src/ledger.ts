import { keyOf } from '../../shared/shopRules.ts';
import type { Hours } from './acts.ts';
import { NO_ACCOUNT, type Order, type Shop } from './rules.ts';

/**
 * How an order stands: paid from the balance, to be paid at the counter because the balance does not reach, or not possible: no more portions,
 * or no more room at its time.
 */
export type Verdict = 'covered' | 'counter' | 'sold-out' | 'full';

/** What comes out when all orders are gone through. */
export interface Ledger {
  /** What everyone has left, by address. */
  readonly balances: ReadonlyMap<string, number>;
  /** By the order's key; none for those declined or cancelled. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Portions left by dish. */
  readonly left: ReadonlyMap<string, number>;
  /** Orders by day and time, see {@link slotKey}. */
  readonly slots: ReadonlyMap<string, number>;
}

/** Name of a pick-up time among all. */
export function slotKey(day: string, slot: number): string {
  return `${day} ${slot}`;
}

/** Pick-up times of a day, minutes. */
export function slotsOf({ opens, closes, step }: Hours): readonly number[] {
  return Array.from({ length: Math.floor((closes - opens) / step) + 1 }, (_, index) => opens + index * step);
}

/** A moment in this place's calendar. */
export interface Moment {
  readonly day: string;
  /** Of the day. */
  readonly minute: number;
}

/** Pick-up times of a day that are still to come. */
export function slotsAhead(hours: Hours, day: string, now: Moment): readonly number[] {
  if (day < now.day) return [];
  return slotsOf(hours).filter((slot) => day > now.day || slot > now.minute);
}

/**
 * Goes through all orders: first those the canteen has made or handed out, then the others as they were placed. Everyone who has the same acts
 * comes to the same end, whoever ordered the last portion at the same time far away.
 */
export function ledgerOf(shop: Shop): Ledger {
  const balances = new Map<string, number>();
  for (const [owner, { credits }] of shop.accounts)
    balances.set(
      owner,
      [...credits.values()].reduce((sum, one) => sum + one, 0),
    );
  const left = new Map([...shop.dishes.values()].map(({ id, portions }) => [id, portions]));
  const slots = new Map<string, number>();
  const verdicts = new Map<string, Verdict>();
  const orders = [...shop.orders.values()];
  const made = orders.filter(({ stage }) => stage === 'ready' || stage === 'collected');
  for (const order of [...made, ...orders.filter(({ stage }) => stage === 'placed')]) {
    const slot = slotKey(order.day, order.slot);
    const refusal = order.stage === 'placed' ? refusalOf(shop, order, { left, taken: slots.get(slot) ?? 0 }) : null;
    verdicts.set(keyOf(order.customer, order.id), refusal ?? settle(order, balances));
    if (refusal !== null) continue;
    slots.set(slot, (slots.get(slot) ?? 0) + 1);
    for (const { id, count } of order.lines) left.set(id, Math.max(0, (left.get(id) ?? 0) - count));
  }
  return { balances, verdicts, left, slots };
}

function refusalOf(
  { hours }: Shop,
  { lines }: Order,
  { left, taken }: { left: ReadonlyMap<string, number>; taken: number },
): Verdict | null {
  if (lines.some(({ id, count }) => (left.get(id) ?? 0) < count)) return 'sold-out';
  return taken >= hours.room ? 'full' : null;
}

function settle({ customer, total }: Order, balances: Map<string, number>): Verdict {
  const balance = balances.get(customer) ?? 0;
  if (balance < total) return 'counter';
  balances.set(customer, balance - total);
  return 'covered';
}

/** What is paid in and not confirmed by the canteen yet. */
export function pendingOf(shop: Shop, owner: string): number {
  return (shop.accounts.get(owner) ?? NO_ACCOUNT).topUps.reduce((sum, { amount }) => sum + amount, 0);
}

/** How many guests' payments wait for the canteen's word. */
export function waitingTopUpsOf({ accounts }: Shop): number {
  return [...accounts.values()].reduce((sum, { topUps }) => sum + topUps.length, 0);
}

/** How many orders for today or later the canteen has done nothing about yet. */
export function newOrdersOf({ orders }: Shop, today: string): number {
  return [...orders.values()].filter(({ stage, day }) => stage === 'placed' && day >= today).length;
}
