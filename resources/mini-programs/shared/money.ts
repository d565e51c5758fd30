import type { PaymentRequest } from '../../../packages/mini/index.d.ts';
import { currencyDigits } from './currencyDigits.ts';

/** Money as whole numbers of a currency's smallest unit; never a fraction in floating point. */

/** Most minor units of any amount taken. */
export const MAX_AMOUNT = 10 ** 11;

/** Currencies that are offered first. Any ISO 4217 code is taken. */
export const CURRENCIES = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'CNY',
  'INR',
  'BDT',
  'PKR',
  'SAR',
  'EGP',
  'MXN',
  'JPY',
  'KWD',
] as const;

/** An ISO 4217 code; `null` for anything else. */
export function asCurrency(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : null;
}

/**
 * Currencies that shops count whole, though ISO 4217 has smaller units of them: nobody prices in those, and what shops wrote down so far is
 * counted so.
 */
const WHOLE = new Set('AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR SLL SOS SYP YER'.split(' '));

/** How many digits follow the point in a shop. */
export function digitsOf(currency: string): number {
  return WHOLE.has(currency) ? 0 : currencyDigits(currency);
}

const toHost = (currency: string) => 10 ** (currencyDigits(currency) - digitsOf(currency));

/** A shop's amount as a host is asked for it: in the smallest unit that ISO 4217 has. */
export function hostAmount(amount: number, currency: string): PaymentRequest['amount'] {
  return { value: amount * toHost(currency), currency };
}

/** What a host was asked for as a shop counts it. */
export function shopAmount({ value, currency }: PaymentRequest['amount']): number {
  return Math.floor(value / toHost(currency));
}

/** An amount in words of the reader. The number keeps its exact digits: it is never divided. */
export function moneyText(amount: number, currency: string, language: string): string {
  const digits = digitsOf(currency);
  const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, ...shown });
  return format.format(amountText(amount, currency) as `${number}`);
}

/** An amount with a point and the currency's digits, such as 12.50, as it stands in a text field. */
export function amountText(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const sign = amount < 0 ? '-' : '';
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Digits of other scripts that people type. */
const DIGIT_STARTS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0xff10];

/** What someone typed, with a point or a comma, as minor units; `null` when it is no amount from 0 to {@link MAX_AMOUNT}. */
export function amountOf(text: string, currency: string): number | null {
  const plain = [...text.trim()].map(asciiDigit).join('').replace(/[,٫،]/gu, '.');
  const match = /^(\d{1,12})(?:\.(\d*))?$/.exec(plain);
  const digits = digitsOf(currency);
  const fraction = match?.[2] ?? '';
  if (match === null || fraction.length > digits) return null;
  const amount = Number(`${match[1] ?? ''}${fraction.padEnd(digits, '0')}`);
  return amount <= MAX_AMOUNT ? amount : null;
}

function asciiDigit(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const start = DIGIT_STARTS.find((first) => code >= first && code < first + 10);
  return start === undefined ? char : String(code - start);
}
