import { toBase64url } from '@shared/base64url.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { Price } from '@domain/feed/paid.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { AgreedPrice } from '../../workspace/paidWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';

/** Whom a price is paid to, and in what. */
export function targetOf({ payee, unit }: Pick<Price, 'payee' | 'unit'>): {
  readonly to: AccountId;
  readonly unit: UnitId;
} {
  // Both are 32 bytes by their schema, which is all an id is.
  return { to: toBase64url(payee) as AccountId, unit: toBase64url(unit) as UnitId };
}

/**
 * Whether a price is what somebody said yes to, in a unit that the channel calls as the wallet does (CHN-30). A sum is paid in minor units: a
 * channel that cuts them finer would ask for more than it shows, and one that changes its price while a window is open for more than was shown.
 */
export function checkedPrice(
  view: Pick<LedgerView, 'find'>,
  price: Price,
  agreed: AgreedPrice,
): Result<void, WorkspaceError> {
  const { to, unit } = targetOf(price);
  const known = view.find('unit', unit)?.body;
  if (known === undefined) return fail('unit-missing', 'no such unit');
  const { code, decimals, currency } = price;
  const isCalledSo = known.code === code && known.decimals === decimals && (known.currency ?? null) === currency;
  if (!isCalledSo) return fail('channel-price-differs', 'the channel calls it something else');
  const isAgreed = agreed.payee === to && agreed.unit === unit && agreed.amount === BigInt(price.amount);
  return isAgreed ? ok() : fail('channel-price-differs', 'something else was agreed to');
}
