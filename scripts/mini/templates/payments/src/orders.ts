/** What everyone knows of the stand. */
export interface Stand {
  /** The address of who sells; null until they opened the program once. */
  readonly seller: string | null;
  /** Names of who bought, by order. */
  readonly orders: ReadonlyMap<string, string>;
}

export const NO_STAND: Stand = { seller: null, orders: new Map() };

/** In cents: money is counted in whole numbers. */
export const PRICE = { value: 250, currency: 'EUR' } as const;

/**
 * The stand after an update. An order says that its sender paid; only the seller's own wallet knows. Of two who say they sell, the one
 * with the smaller address holds, everywhere.
 */
export function afterUpdate(stand: Stand, payload: unknown): Stand {
  if (typeof payload !== 'object' || payload === null) return stand;
  const { seller, order, name } = payload as Record<string, unknown>;
  if (typeof seller === 'string') {
    return stand.seller !== null && stand.seller <= seller ? stand : { ...stand, seller };
  }
  if (typeof order !== 'string' || typeof name !== 'string') return stand;
  const before = stand.orders.get(order);
  return before !== undefined && before <= name
    ? stand
    : { ...stand, orders: new Map([...stand.orders, [order, name]]) };
}
