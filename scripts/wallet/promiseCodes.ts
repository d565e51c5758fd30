/** Which codes a promise may have (WAL-21), with the list of that rule. */
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
const LETTERS_ALIKE = new Map(Object.entries({ 0: 'O', 1: 'I', 2: 'Z', 5: 'S', 6: 'G', 8: 'B', L: 'I' }));

function asRead(code: string): string {
  return [...code].map((sign) => LETTERS_ALIKE.get(sign) ?? sign).join('');
}

const READINGS = new Set([...CURRENCIES].map(asRead));

/** Whether three letters are a currency's. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Whether a promise may be called so: no currency, and by its digits not like one. */
export function isPromiseCode(code: string): boolean {
  if (!/^[A-Z0-9]{2,8}$/.test(code) || isCurrency(code)) return false;
  return !/[0-9]/.test(code) || !READINGS.has(asRead(code));
}
