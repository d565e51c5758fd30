import { currencyDigits } from '../../shared/currencyDigits.ts';

/** Largest amount, in smallest units: thousands of them still add up exactly. */
export const MOST = 100_000_000_000;

/** A currency's three letters. */
export function asCurrency(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : null;
}

/** An amount of smallest units as decimal text, exactly. */
export function decimalOf(amount: number, currency: string): string {
  const digits = currencyDigits(currency);
  const all = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** An amount in the words of a language. */
export function formatMoney(language: string, amount: number, currency: string): string {
  const digits = currencyDigits(currency);
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // Decimal text is formatted exactly; a quotient might not be.
  return format.format(decimalOf(amount, currency) as Intl.StringNumericLiteral);
}

/**
 * What someone typed, in smallest units: digits of any script, point or comma. The last mark is the point when no more digits follow than
 * the currency has; `null` when it is no amount above zero.
 */
export function readMoney(text: string, currency: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, digitValue)
    .replace(/\u066b/g, '.')
    .replace(/[\u066c\u060c]/g, ',')
    .replace(/[\s'’_]/gu, '');
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(plain)) return null;
  const digits = currencyDigits(currency);
  const { whole, part } = atPoint(plain, digits);
  if (part.length > digits) return null;
  const amount = Number(whole.replace(/[.,]/g, '') + part.padEnd(digits, '0'));
  return Number.isSafeInteger(amount) && amount > 0 && amount <= MOST ? amount : null;
}

/** Parts a number at its point. Three digits after the last mark are a group, unless the currency has as many. */
function atPoint(plain: string, digits: number): { readonly whole: string; readonly part: string } {
  const mark = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const after = plain.length - mark - 1;
  const isGroup = mark < 0 || (after === 3 && digits < 3);
  return isGroup ? { whole: plain, part: '' } : { whole: plain.slice(0, mark), part: plain.slice(mark + 1) };
}

/** Digits of a script follow one another from its zero. */
function digitValue(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  for (let value = 0; value < 10; value += 1) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) return String(value);
  }
  return String((point - 0x30) % 10);
}

/**
 * Divides an amount by weights so that the parts add up to it: each gets the whole part of its share, and what is left goes in single
 * units to those who lost most, the first of them by `turn` where they are even.
 */
export function divide(amount: number, weights: readonly number[], turn = 0): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((product) => Number(product / BigInt(total)));
  const left = amount - parts.reduce((sum, part) => sum + part, 0);
  const count = weights.length;
  const order = exact
    .map((product, index) => ({
      index,
      lost: Number(product % BigInt(total)),
      turn: (index + count - (turn % count)) % count,
    }))
    .sort((one, other) => other.lost - one.lost || one.turn - other.turn);
  for (const { index } of order.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}
