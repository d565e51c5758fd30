import * as v from 'valibot';
import { accountIdSchema } from '@shared/schemas.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { PayWay, TillItem } from '../workspace/walletCodes.ts';

/** Most things a till sells. */
export const MOST_ITEMS = 200;

const itemSchema: v.GenericSchema<unknown, TillItem> = v.strictObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  price: v.pipe(v.bigint(), v.minValue(1n), v.maxValue(999_999_999_999_999n)),
});
/** What a till sells. */
export const shelfSchema = v.pipe(v.array(itemSchema), v.maxLength(MOST_ITEMS));

const waySchema: v.GenericSchema<unknown, PayWay> = v.strictObject({
  account: accountIdSchema,
  rail: v.picklist(['sepa', 'upi', 'paypal', 'bitcoin']),
  address: v.pipe(v.string(), v.maxLength(256)),
  name: v.pipe(v.string(), v.maxLength(70)),
});
/** Where people are paid outside. */
export const payWaysSchema = v.pipe(v.array(waySchema), v.maxLength(1000));

/** Name under which {@link payWaysSchema} is kept. */
export const PAY_WAYS = 'wallet.payWays';

/** Name under which the shelf of a unit's till is kept. */
export function shelfName(unit: UnitId): string {
  return `wallet.shelf.${unit}`;
}

/** A kept list; one that cannot be read, as one that is not there, is empty. */
export function readKept<T>(schema: v.GenericSchema<unknown, readonly T[]>, value: unknown): readonly T[] {
  const read = v.safeParse(schema, value);
  return read.success ? read.output : [];
}
