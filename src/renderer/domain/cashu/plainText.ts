/** Control characters, and signs that turn the direction of what stands around them. */
const UNPLAIN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A mint's own words as one line of at most so many characters: they can not break what stands around them. */
export function plainText(text: string, most: number): string {
  const line = text.replaceAll(UNPLAIN, ' ').replaceAll(/\s+/g, ' ').trim();
  return [...line].slice(0, most).join('');
}
