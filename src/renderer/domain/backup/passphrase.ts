import { MIN_PASSPHRASE } from '@shared/ipc/backupFacts.ts';

/** How hard a passphrase is to guess, roughly: told, not demanded, but for `short`. */
export type PassphraseStrength = 'short' | 'weak' | 'fair' | 'strong';

/** Bits from which on it is more than `weak`, and more than `fair`. A guess costs about a second (BAK-1). */
const FAIR_BITS = 45;
const STRONG_BITS = 65;

/**
 * A guess at how long guessing takes: letters by the kinds of them that are used, words of a phrase no more than a list of words would take. What
 * repeats counts little. A passphrase everybody uses is not known as such.
 */
export function passphraseStrength(text: string): PassphraseStrength {
  const letters = [...text.normalize('NFC')];
  if (letters.length < MIN_PASSPHRASE) return 'short';
  const bits = Math.min(bitsOfLetters(letters), bitsOfWords(text));
  if (bits < FAIR_BITS) return 'weak';
  return bits < STRONG_BITS ? 'fair' : 'strong';
}

const KINDS: readonly (readonly [RegExp, number])[] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{Nd}/u, 10],
  [/\p{Lo}/u, 28],
  [/[^\p{L}\p{Nd}]/u, 20],
];

function bitsOfLetters(letters: readonly string[]): number {
  const pool = KINDS.reduce((sum, [kind, size]) => (letters.some((letter) => kind.test(letter)) ? sum + size : sum), 0);
  const distinct = new Set(letters).size;
  // Each letter after the first two of a kind adds little.
  return Math.min(letters.length, distinct * 2) * Math.log2(Math.max(pool, 2));
}

/** Words of a large dictionary, where there are several; no bound for a single string. */
function bitsOfWords(text: string): number {
  const words = text.split(/[\s\-_.,]+/u).filter((word) => word.length > 0);
  const isPhrase = words.length > 1 && words.every((word) => /^\p{L}+$/u.test(word));
  return isPhrase ? new Set(words).size * 15 : Infinity;
}
