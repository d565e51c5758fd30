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

/** The payment of an order, from whichever device of who pays; null where none is here. */
export function paymentOfOrder(
  view: Pick<LedgerView, 'find'> & { readonly records: () => Iterable<VerifiedRecord> },
  { id, payee }: Pick<OrderRow, 'id' | 'payee'>,
  self: AccountId,
): RecordId | null {
  const nonce = orderNonce(id);
  for (const record of view.records()) {
    if (record.type !== 'mint' && record.type !== 'transfer') continue;
    if (record.body.to !== holderOf(payee) || !equalBytes(record.nonce, nonce)) continue;
    if (isPaidBy(view, record, self)) return record.id;
  }
  return null;
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
