import { type Failure, type Result, fail, ok } from '@shared/result.ts';

const FORM = /^(?:0|[1-9][0-9]{0,20})(?:\.([0-9]{1,12}))?$/;

/** An amount of minor units as decimal text, exactly: 1250n with 2 decimals is `12.50`. Not for negative amounts. */
export function decimalText(minor: bigint, decimals: number): string {
  if (minor < 0n) throw new RangeError('a negative amount');
  const digits = String(minor).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The way back (RAI-2): plain digits and one point, no sign, no exponent, no group marks, no needless zero in front, no more decimals than there are. */
export function minorOfText(text: string, decimals: number): Result<bigint, Failure<'amount-malformed'>> {
  const [, fraction = ''] = FORM.exec(text) ?? [];
  if (!FORM.test(text)) return fail('amount-malformed', 'not a plain decimal number');
  if (fraction.length > decimals) return fail('amount-malformed', `more than ${decimals} decimals`);
  const whole = text.split('.')[0] ?? '0';
  return ok(BigInt(whole + fraction.padEnd(decimals, '0')));
}
