import type { Speech } from '../../shared/texts.ts';
import type { splitTexts } from './texts.ts';

/** What the parts of the page need to speak of people and money. */
export interface BillWords {
  readonly speech: Speech<keyof (typeof splitTexts)['en']>;
  readonly nameOf: (person: string) => string;
  readonly money: (amount: number, currency: string) => string;
  readonly currencies: readonly string[];
}

/** Currencies of where people speak so, for the first expense. */
const LOCAL: Readonly<Record<string, string>> = {
  CN: 'CNY',
  IN: 'INR',
  PK: 'PKR',
  BD: 'BDT',
  EG: 'EGP',
  SA: 'SAR',
  AE: 'AED',
  KW: 'KWD',
  MX: 'MXN',
  GB: 'GBP',
  CA: 'CAD',
  CH: 'CHF',
  JP: 'JPY',
  BR: 'BRL',
  AU: 'AUD',
  AR: 'ARS',
  CO: 'COP',
  US: 'USD',
  ES: 'EUR',
  FR: 'EUR',
  DE: 'EUR',
  IT: 'EUR',
  NL: 'EUR',
  BE: 'EUR',
  PT: 'EUR',
  AT: 'EUR',
  IE: 'EUR',
};

/** A guess at someone's currency by their language and country. */
export function currencyOf(tag: string): string {
  const { region } = new Intl.Locale(tag).maximize();
  return (region !== undefined && Object.hasOwn(LOCAL, region) ? LOCAL[region] : undefined) ?? 'USD';
}
