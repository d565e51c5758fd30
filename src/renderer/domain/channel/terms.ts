/** What reading a channel costs: the word `channel.terms` (CHN-30). */
import * as v from 'valibot';
import { equalBytes } from '../codec/bytes.ts';
import { payTargetEntries, priceAmountSchema } from '../feed/paid.ts';

/** How often a subscription is paid. */
export const paidPeriods = ['day', 'week', 'month'] as const;

/** See the file. Null: nothing is sold any more. */
export const termsSchema = v.nullable(
  v.strictObject({
    ...payTargetEntries,
    subscription: v.nullable(v.strictObject({ amount: priceAmountSchema, period: v.picklist(paidPeriods) })),
  }),
);
/** See {@link termsSchema}. */
export type Terms = NonNullable<v.InferOutput<typeof termsSchema>>;
/** What the word says. */
export const termsWordSchema = v.strictObject({ terms: termsSchema });

/** Something asked for, with who is paid and when it was said, ms. */
export interface SaidPrice {
  readonly payee: Uint8Array;
  readonly unit: Uint8Array;
  readonly amount: number;
  readonly at: number;
}

/** How long after another price was said claims to the one before are still good, ms (CHN-35). */
export const PRICE_GRACE = 7 * 24 * 3_600_000;

/**
 * Whether a payment is enough (CHN-35): for the price that holds, or for one that held until `PRICE_GRACE` before an editor had the claim.
 * `said` has all that was ever said, newest first; null among them: nothing was sold. `until`: it ended then, whether or not something else was said.
 */
export function isEnough(
  said: readonly ((SaidPrice | { readonly at: number; readonly payee: null }) & { readonly until?: number })[],
  paid: { readonly payee: Uint8Array; readonly unit: Uint8Array; readonly amount: number; readonly claimedAt: number },
): boolean {
  let replacedAt = Infinity;
  for (const price of said) {
    if (paid.claimedAt > replacedAt + PRICE_GRACE) return false;
    const isOver = price.until !== undefined && paid.claimedAt > price.until + PRICE_GRACE;
    if (!isOver && isMet(price, paid)) return true;
    replacedAt = price.at;
  }
  return false;
}

function isMet(
  price: SaidPrice | { readonly payee: null },
  paid: { readonly payee: Uint8Array; readonly unit: Uint8Array; readonly amount: number },
): boolean {
  if (price.payee === null) return false;
  const isSame = equalBytes(price.payee, paid.payee) && equalBytes(price.unit, paid.unit);
  return isSame && paid.amount >= price.amount;
}
