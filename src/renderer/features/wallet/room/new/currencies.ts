import { isCurrency } from '@domain/wallet/unitCode.ts';

/** Currencies a unit may be promised in, by code. */
export function knownCurrencies(): readonly string[] {
  return Intl.supportedValuesOf('currency').filter(isCurrency);
}

/** What the regions pay with in which most people use the app's languages; the rest choose. */
const BY_REGION: Readonly<Record<string, string>> = {
  US: 'USD',
  GB: 'GBP',
  CA: 'CAD',
  AU: 'AUD',
  IN: 'INR',
  SA: 'SAR',
  AE: 'AED',
  EG: 'EGP',
  MA: 'MAD',
  CH: 'CHF',
};

/** A currency to begin with: of the system's region, else the euro. */
export function likelyCurrency(languages: readonly string[]): string {
  const regions = languages.flatMap((tag) => new Intl.Locale(tag).region ?? []);
  return regions.map((region) => BY_REGION[region]).find((code) => code !== undefined) ?? 'EUR';
}
