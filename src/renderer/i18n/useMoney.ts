import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { regionalLocale } from './useFormats.ts';
import { isolate } from './useT.tsx';

/** What an amount is of. A `wallet` unit is one. */
export interface MoneyUnit {
  readonly code: string;
  /** Decimal places: amounts are in units of 10^-decimals. */
  readonly decimals: number;
  /** ISO 4217 code of what it is promised as. */
  readonly currency?: string | undefined;
}

/** Amounts of minor units as text. Who issues them is always said beside it (WAL-UI-1). */
export interface Money {
  /** "12.50 EUR": number and code, kept apart from the direction of the text around it. */
  readonly text: (amount: bigint, unit: MoneyUnit) => string;
  /** "12.50": where the unit stands beside it anyway. */
  readonly number: (amount: bigint, unit: Pick<MoneyUnit, 'decimals'>) => string;
  /** The sign between whole and fraction in this locale. */
  readonly point: string;
}

/** An exact decimal: no double has all of 15 digits and 8 decimals. */
function exact(amount: bigint, decimals: number): `${number}` {
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  // Only digits and one point: a numeric literal, which `Intl` formats without loss.
  return `${amount < 0n ? '-' : ''}${text}` as `${number}`;
}

/** The amounts of a locale. */
export function moneyOf(locale: string): Money {
  const formats = new Map<number, Intl.NumberFormat>();
  const formatOf = (decimals: number) => {
    const known = formats.get(decimals);
    if (known !== undefined) return known;
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const made = new Intl.NumberFormat(locale, digits);
    formats.set(decimals, made);
    return made;
  };
  const number: Money['number'] = (amount, { decimals }) => formatOf(decimals).format(exact(amount, decimals));
  return {
    number,
    text: (amount, unit) => isolate(`${number(amount, unit)}\u00A0${unit.currency ?? unit.code}`),
    point: new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.',
  };
}

/** The amounts of the current locale. */
export function useMoney(): Money {
  const { locale } = useIntl();
  return useMemo(() => moneyOf(regionalLocale(locale, navigator.languages)), [locale]);
}
