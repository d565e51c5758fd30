import { orderAmount } from '@domain/spending/order.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import type { Holding, IssuedUnit, Unit } from '@services/workspace/walletWorkspace.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { AccountId } from '@shared/ids.ts';

/** What a payment can be made with. */
export interface MoneySource {
  readonly unit: Unit;
  /** What can be ordered of it now; null for one's own promise, of which there is no end. */
  readonly available: bigint | null;
  /** Whether there is as much as is asked for. */
  readonly isEnough: boolean;
}

/** Who has what, and how much is to be paid; `amount` is null while it is not known. */
export interface SourceQuestion {
  readonly self: AccountId;
  readonly holdings: readonly Holding[];
  readonly amount: bigint | null;
}

/**
 * What of some units one can pay with, what is enough first: what one has before what one would owe. Left out is what one has none of: it would
 * only tell that somebody else takes it.
 */
export function sourcesOf(units: readonly Unit[], { self, holdings, amount }: SourceQuestion): readonly MoneySource[] {
  const have = new Map<UnitId, bigint>(holdings.map(({ unit, available }) => [unit.id, available]));
  const sources = units.flatMap((unit): MoneySource[] => {
    if (unit.issuer === self) return [{ unit, available: null, isEnough: true }];
    const available = have.get(unit.id) ?? 0n;
    return available === 0n ? [] : [{ unit, available, isEnough: amount === null || available >= amount }];
  });
  return sources.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ isEnough, available }: MoneySource): number {
  if (!isEnough) return 2;
  return available === null ? 1 : 0;
}

/** What a program's order can be paid with: the payee's own promise in its currency, then one's own (WSV-171). */
export function orderSourcesOf(
  { payee, amount }: Pick<PaymentOrder, 'payee' | 'amount'>,
  have: Omit<SourceQuestion, 'amount'> & { readonly issued: readonly IssuedUnit[] },
): readonly MoneySource[] {
  const theirs = have.holdings.flatMap(({ unit }) => (unit.issuer === payee ? [unit] : []));
  const own = have.issued.flatMap(({ unit }) => (unit.expiresDays === undefined ? [unit] : []));
  const sources = [...theirs, ...own]
    .filter(({ currency }) => currency === amount.currency)
    .flatMap((unit) => {
      const minor = orderAmount(amount, unit.decimals);
      return minor === null ? [] : sourcesOf([unit], { ...have, amount: minor });
    });
  return sources.toSorted((a, b) => placeOf(a) - placeOf(b));
}
