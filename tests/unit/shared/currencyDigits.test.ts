/** How currencies are counted, in the wallet and in programs. Rules: WSV-171 in services/wallet/SPEC.md. */
import { expect, it } from 'vitest';
import { currencyDigits } from '@shared/currencyDigits.ts';
import { orderAmount } from '@domain/spending/order.ts';
import { isCurrency } from '@domain/wallet/unitCode.ts';
import { currencyDigits as programDigits } from '../../../resources/mini-programs/shared/currencyDigits.ts';
import { decimalOf } from '../../../resources/mini-programs/split/src/money.ts';

/** Of ISO 4217: all others have two. */
const DIGITS = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
} as const;
const expected = new Map(
  Object.entries(DIGITS).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)] as const)),
);
const codes = [...new Set([...Intl.supportedValuesOf('currency'), ...expected.keys()])].filter(isCurrency);

it('WSV-171 an order is counted as ISO 4217 counts its currency, whatever a browser writes', () => {
  expect(codes.length).toBeGreaterThan(140);
  expect(codes.map((code) => [code, currencyDigits(code)])).toEqual(
    codes.map((code) => [code, expected.get(code) ?? 2]),
  );
  // 1,500 rupees, of a unit that is counted in hundredths, and of one that is counted whole.
  const order = { value: 150_000, currency: 'PKR' };
  expect([orderAmount(order, 2), orderAmount(order, 0)]).toEqual([150_000n, 1500n]);
});

it('WSV-171 what one owes in a split bill is the same sum in the wallet', () => {
  expect(codes.map(programDigits)).toEqual(codes.map(currencyDigits));
  for (const code of codes) {
    const digits = currencyDigits(code);
    const whole = 10 ** digits;
    expect([code, Number(decimalOf(7 * whole, code)), orderAmount({ value: 7 * whole, currency: code }, 0)]).toEqual([
      code,
      7,
      7n,
    ]);
  }
});
