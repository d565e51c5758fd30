import { keyOf } from '../../shared/shopRules.ts';
import type { Order, Shop } from './rules.ts';

/** What is left of everything, and which orders cannot be met. */
export interface Shelf {
  /** By product; what is still free to be ordered, never below 0. */
  readonly left: ReadonlyMap<string, number>;
  /** Keys of orders there was not enough for. */
  readonly short: ReadonlySet<string>;
}

const RANKS: Readonly<Record<Order['stage'], number>> = {
  done: 0,
  ready: 0,
  preparing: 0,
  placed: 1,
  declined: 2,
  cancelled: 2,
};

/**
 * Two people far apart may order the last one. What the shop has begun with is met first, then the rest in the order they were placed; who
 * comes too late is told, and holds nothing back from others.
 */
export function shelfOf(shop: Shop): Shelf {
  const left = new Map([...shop.products.values()].map(({ id, stocked }) => [id, Math.max(0, stocked)]));
  const short = new Set<string>();
  const orders = [...shop.orders.values()];
  for (const rank of [0, 1]) {
    for (const order of orders.filter(({ stage }) => RANKS[stage] === rank)) {
      const isMet = rank === 0 || order.lines.every(({ id, count }) => (left.get(id) ?? 0) >= count);
      if (!isMet) short.add(keyOf(order.customer, order.id));
      else for (const { id, count } of order.lines) left.set(id, Math.max(0, (left.get(id) ?? 0) - count));
    }
  }
  return { left, short };
}
