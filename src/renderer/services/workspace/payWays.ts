import type { PaymentRequest, Holding, IssuedUnit, Unit } from './walletWorkspace.ts';

/** One way to pay what somebody asks for. */
export type PayWay =
  /** Units one has. */
  | { readonly kind: 'hand-over'; readonly unit: Unit; readonly available: bigint }
  /** New units of one's own: one owes them afterwards. */
  | { readonly kind: 'promise'; readonly unit: Unit };

const measureOf = ({ currency, code, decimals }: Unit) => `${decimals} ${currency ?? `of ${code}`}`;

/**
 * How a request can be paid (WAL-54): first with units one has enough of, then with promises of one's own, those it names before others that count in the
 * same. None where one has yet to make a unit.
 */
export function payWays(
  request: PaymentRequest,
  own: { readonly holdings: readonly Holding[]; readonly issued: readonly IssuedUnit[] },
): readonly PayWay[] {
  const named = new Set(request.units.map(({ id }) => id));
  const measures = new Set(request.units.map(measureOf));
  const least = request.amount ?? 1n;
  const held = own.holdings.flatMap(({ unit, available }) =>
    named.has(unit.id) && available >= least ? [{ kind: 'hand-over' as const, unit, available }] : [],
  );
  const mine = own.issued.map(({ unit }) => unit).filter((unit) => named.has(unit.id) || measures.has(measureOf(unit)));
  const promises = [...mine.filter(({ id }) => named.has(id)), ...mine.filter(({ id }) => !named.has(id))];
  return [...held, ...promises.map((unit) => ({ kind: 'promise' as const, unit }))];
}
