/** Lengths of account numbers in the countries of SEPA. */
const LENGTHS = new Map(
  (
    'AD24 AL28 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 LV21 ' +
    'MC27 MD24 ME22 MK19 MT31 NL18 NO15 PL28 PT25 RO24 RS22 SE24 SI19 SK24 SM27 VA22'
  )
    .split(' ')
    .map((each) => [each.slice(0, 2), Number(each.slice(2))]),
);

/** ISO 7064 MOD 97-10 over letters and digits, A as 10: 1 for what carries right check digits in front. */
function remainderOf(text: string): number {
  let remainder = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** Whether text without spaces is an IBAN of a SEPA country (ISO 13616): its length and check digits. */
export function isIban(text: string): boolean {
  return (
    /^[A-Z]{2}[0-9]{2}[A-Z0-9]+$/.test(text) && LENGTHS.get(text.slice(0, 2)) === text.length && remainderOf(text) === 1
  );
}

/** Whether text is a bank's code (ISO 9362). */
export function isBic(text: string): boolean {
  return /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(text);
}

/** Whether text may be a structured reference: one that says to be ISO 11649 has to have its check digits. */
export function isCreditorReference(text: string): boolean {
  if (!/^[A-Za-z0-9 /?:().,'+-]{1,35}$/.test(text)) return false;
  return !/^RF/i.test(text) || (/^RF[0-9]{2}[A-Z0-9]{1,21}$/.test(text) && remainderOf(text) === 1);
}
