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

/** What the stand looks at of an update. `sender` is the host's word, and absent where a host gives none. */
export interface StandUpdate {
  readonly payload: unknown;
  readonly sender?: string;
}

/**
 * The stand after an update. Only oneself can say that one sells; of two who do, the one this device heard first holds, so that nobody takes
 * a stand from another later. The host's prompt shows who is paid. An order says that its sender paid: whether money came only the seller's
 * own wallet knows.
 */
export function afterUpdate(stand: Stand, { payload, sender }: StandUpdate): Stand {
  if (typeof payload !== 'object' || payload === null) return stand;
  const { seller, order, name } = payload as Record<string, unknown>;
  if (typeof seller === 'string') {
    const isOwn = sender === undefined || sender === seller;
    return !isOwn || stand.seller !== null ? stand : { ...stand, seller };
  }
  if (typeof order !== 'string' || typeof name !== 'string') return stand;
  const before = stand.orders.get(order);
  return before !== undefined && before <= name
    ? stand
    : { ...stand, orders: new Map([...stand.orders, [order, name]]) };
}

/** What to say where no answer came. Of `failed` nobody knows how it ended: it may be paid, so it is never called "not paid". */
export function afterFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : 'failed';
  if (code === 'failed') return 'Not known yet whether it is paid. Press again: nothing is paid twice.';
  return `Not paid: ${error instanceof Error ? error.message : 'no reason given'}`;
}
