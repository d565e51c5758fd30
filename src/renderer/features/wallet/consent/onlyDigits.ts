/** First digits of the decimal systems keyboards type: Arabic-Indic, Persian, Devanagari, Bengali, Thai, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** What is typed as a PIN: digits of any common script as Latin ones, and nothing else. One PIN is one PIN, whatever keyboard is on. */
export function onlyDigits(text: string): string {
  return [...text]
    .map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      const zero = ZEROS.find((first) => code >= first && code <= first + 9);
      return zero === undefined ? sign : String(code - zero);
    })
    .filter((sign) => /^[0-9]$/.test(sign))
    .join('')
    .slice(0, 12);
}
