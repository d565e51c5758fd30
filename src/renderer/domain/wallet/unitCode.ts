/** ISO 4217 codes in force or lately in force, and those of the best known coins, in three letters. A list that only grows with the version. */
const CURRENCIES = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW ' +
    'CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK ' +
    'HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK ' +
    'MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD ' +
    'SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS ' +
    'VED VES VND VUV WST XAF XAG XAU XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG ZWL BTC XBT ETH'
  ).split(' '),
);

const FORM = /^[A-Z0-9]{2,8}$/;
const ALIKE: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 2: 'Z', 5: 'S', 6: 'G', 8: 'B', L: 'I' };

/** What a code looks like at a glance: digits as the letters they resemble. Two units whose codes have one glance are easily mistaken. */
export function glanceOf(code: string): string {
  return code.replace(/[012568L]/g, (sign) => ALIKE[sign] ?? sign);
}

const GLANCES = new Set([...CURRENCIES].map(glanceOf));

/** Whether three letters are a currency (ISO 4217, or a coin known by them). */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/**
 * Whether a unit may have this code (WAL-21): 2 to 8 capitals and digits, neither a currency nor, by its digits, like one at a glance. What a
 * unit is promised as stands in its `currency`, beside the name of who promises.
 */
export function isUnitCode(code: string): boolean {
  if (!FORM.test(code) || CURRENCIES.has(code)) return false;
  return !/[0-9]/.test(code) || !GLANCES.has(glanceOf(code));
}
