/** Decimal places of the units mints use (NUT-01): cents of currencies, whole satoshis. Whatever is not known is shown as it is counted. */
const DECIMALS: Readonly<Record<string, number>> = { usd: 2, eur: 2, gbp: 2, chf: 2, btc: 8 };

/** See {@link DECIMALS}. */
export function decimalsOf(unit: string): number {
  return Object.hasOwn(DECIMALS, unit) ? (DECIMALS[unit] ?? 0) : 0;
}
