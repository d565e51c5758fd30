import { currencyDigits } from '@shared/currencyDigits.ts';
import { isCurrency } from '@domain/wallet/unitCode.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';

/** What a region pays with, where the system tells the region. */
const OF_REGION: Readonly<Record<string, string>> = {
  AE: 'AED',
  AU: 'AUD',
  BD: 'BDT',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CN: 'CNY',
  CZ: 'CZK',
  DK: 'DKK',
  DZ: 'DZD',
  EG: 'EGP',
  GB: 'GBP',
  HK: 'HKD',
  HU: 'HUF',
  ID: 'IDR',
  IL: 'ILS',
  IN: 'INR',
  IQ: 'IQD',
  IR: 'IRR',
  JO: 'JOD',
  JP: 'JPY',
  KE: 'KES',
  KR: 'KRW',
  KW: 'KWD',
  LB: 'LBP',
  MA: 'MAD',
  MX: 'MXN',
  MY: 'MYR',
  NG: 'NGN',
  NO: 'NOK',
  NZ: 'NZD',
  OM: 'OMR',
  PH: 'PHP',
  PK: 'PKR',
  PL: 'PLN',
  QA: 'QAR',
  RO: 'RON',
  SA: 'SAR',
  SE: 'SEK',
  SG: 'SGD',
  TH: 'THB',
  TN: 'TND',
  TR: 'TRY',
  TW: 'TWD',
  UA: 'UAH',
  US: 'USD',
  VN: 'VND',
  ZA: 'ZAR',
};
const FALLBACK = 'EUR';
/** Those that stand on top of the list. */
const COMMON = ['EUR', 'USD', 'GBP', 'CHF', 'INR', 'CNY', 'JPY'];

/** The currency of the system's region, else the euro. */
export function likelyCurrency(languages: readonly string[]): string {
  for (const tag of languages) {
    const region = new Intl.Locale(tag).region;
    const found = region === undefined ? undefined : OF_REGION[region];
    if (found !== undefined) return found;
  }
  return FALLBACK;
}

/** Every currency a unit can be promised as, the likely ones first. */
export function currencies(likely: string): readonly string[] {
  const all = Intl.supportedValuesOf('currency').filter(isCurrency);
  return [...new Set([likely, ...COMMON, ...all])];
}

/** A plain IOU in a currency. Its code may not be that of the currency itself (WAL-21). */
export function iouIn(currency: string, words: Pick<NewUnit, 'name' | 'redeem'>): NewUnit {
  return {
    ...words,
    code: `IOU${currency}`,
    currency,
    decimals: currencyDigits(currency),
    kind: 'iou',
    transferable: true,
    feeless: true,
  };
}
