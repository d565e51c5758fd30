import * as v from 'valibot';
import type { AccountId } from '@shared/ids.ts';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { accountIdSchema } from '@shared/schemas.ts';
import { equalBytes } from '../codec/bytes.ts';
import { isAmount } from '../wallet/amount.ts';
import { deriveNonce } from '../wallet/derive.ts';
import { type RecordId, accountOfHolder, holderOf, recordId } from '../wallet/ids.ts';
import type { VerifiedOf, VerifiedRecord } from '../wallet/record.ts';
import type { LedgerView } from '../wallet/standing.ts';
import { currencyDigits } from '@shared/currencyDigits.ts';

/** What of an order has to stay the same, and what it was paid with. */
export interface OrderRow {
  readonly id: string;
  readonly payee: AccountId;
  readonly value: number;
  readonly currency: string;
  /** The one payment of it, once the person said yes. */
  readonly payment: RecordId;
}

const orderRowSchema: v.GenericSchema<unknown, OrderRow> = v.strictObject({
  id: v.string(),
  payee: accountIdSchema,
  value: v.number(),
  currency: v.string(),
  payment: v.custom<RecordId>((value) => typeof value === 'string' && recordId(value).ok),
});

/** Name of an order among the store's values. */
export function orderName(id: string): string {
  return `wallet-order/${id}`;
}

/** Reads a kept order; null where there is none. */
export function readOrder(value: unknown): OrderRow | null {
  const read = v.safeParse(orderRowSchema, value);
  return read.success ? read.output : null;
}

/** Whether an order says the same as one that has its id. */
export function isSameOrder(one: Omit<OrderRow, 'payment'>, other: Omit<OrderRow, 'payment'>): boolean {
  return one.payee === other.payee && one.value === other.value && one.currency === other.currency;
}

/** The nonce of an order's payment: the same on all devices of who pays, whatever they pay with (WSV-170). */
export function orderNonce(id: string): Uint8Array {
  return deriveNonce('pay-order', utf8ToBytes(id));
}

/** What an order comes to in minor units of a unit with these decimals; null where that is no whole number of them. */
export function orderAmount(
  { value, currency }: Pick<OrderRow, 'value' | 'currency'>,
  decimals: number,
): bigint | null {
  const from = currencyDigits(currency);
  const whole = BigInt(value) * 10n ** BigInt(decimals);
  const divisor = 10n ** BigInt(from);
  const amount = whole / divisor;
  return whole % divisor === 0n && isAmount(amount) ? amount : null;
}

/** What somebody paid by the name of an order. */
interface OrderPayment {
  readonly id: RecordId;
  /** Whether it is what the order asks for: another device may have paid somebody else, or another sum, by its name. */
  readonly isAsAsked: boolean;
}

/** The payment by the name of an order, from whichever device of who pays: as it asks, where there is such a one; null where none is here. */
export function paymentOfOrder(
  view: Pick<LedgerView, 'find'> & { readonly records: () => Iterable<VerifiedRecord> },
  order: Omit<OrderRow, 'payment'>,
  self: AccountId,
): OrderPayment | null {
  const nonce = orderNonce(order.id);
  let other: OrderPayment | null = null;
  for (const record of view.records()) {
    if (record.type !== 'mint' && record.type !== 'transfer') continue;
    if (!equalBytes(record.nonce, nonce) || !isPaidBy(view, record, self)) continue;
    if (isAsAsked(view, order, record.body)) return { id: record.id, isAsAsked: true };
    other ??= { id: record.id, isAsAsked: false };
  }
  return other;
}

/** Whether a payment is to the payee of an order, and of its sum. */
export function isAsAsked(
  view: Pick<LedgerView, 'find'>,
  order: Omit<OrderRow, 'payment'>,
  body: Pick<VerifiedOf<'mint'>['body'], 'unit' | 'to' | 'amount'>,
): boolean {
  const unit = view.find('unit', body.unit);
  if (body.to !== holderOf(order.payee) || unit?.body.currency !== order.currency) return false;
  return body.amount === orderAmount(order, unit.body.decimals);
}

function isPaidBy(
  view: Pick<LedgerView, 'find'>,
  record: VerifiedOf<'mint'> | VerifiedOf<'transfer'>,
  self: AccountId,
): boolean {
  if (view.find(record.type, record.id) === undefined) return false;
  if (record.type === 'transfer') return accountOfHolder(record.body.from) === self;
  return view.find('unit', record.body.unit)?.body.issuer === self;
}
