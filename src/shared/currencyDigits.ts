/** Currencies of ISO 4217 whose smallest unit is no hundredth, by how many digits come after the point. */
const OTHERS: readonly (readonly [digits: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

const DIGITS = new Map(OTHERS.flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, digits] as const)));

/**
 * How many digits a currency has after the point, as ISO 4217 says. What a browser says is no measure of it: that is how many are usually
 * written, and differs between browsers.
 */
export function currencyDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}
