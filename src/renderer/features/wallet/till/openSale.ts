import { type RecordId, type UnitId, recordId } from '@domain/wallet/ids.ts';

/** A sale that was charged: a customer may pay it until the till goes on to the next. */
export interface OpenSale {
  readonly request: RecordId;
  /** Minor units. */
  readonly amount: bigint;
}

const keyOf = (till: UnitId) => `banyan.till.${till}`;

/** The sale a till stood at in this window, so that a reload does not lose sight of who is paying; null for none. */
export function keptSale(till: UnitId): OpenSale | null {
  const [id = '', amount = ''] = (sessionStorage.getItem(keyOf(till)) ?? '').split(' ');
  const request = recordId(id);
  return request.ok && /^[1-9]\d{0,14}$/u.test(amount) ? { request: request.value, amount: BigInt(amount) } : null;
}

/** Keeps the sale a till stands at for as long as its window stands; null: it goes on to the next. */
export function keepSale(till: UnitId, sale: OpenSale | null): void {
  try {
    if (sale === null) sessionStorage.removeItem(keyOf(till));
    else sessionStorage.setItem(keyOf(till), `${sale.request} ${sale.amount}`);
  } catch {
    // A full or forbidden storage forgets it with the page.
  }
}
