/** One cleaner for every line of text that others wrote and that is shown as a name or a title. */

// Controls, line and paragraph separators, bidi controls and isolates, invisible fillers, tags, private use, unassigned.
const UNWANTED =
  // oxlint-disable-next-line no-misleading-character-class -- invisible characters are listed one by one, on purpose
  /[\p{Cc}\p{Cn}\p{Co}\p{Cs}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\uffff\u{e0000}-\u{e0fff}]/gu;
/** Tab and line feed are all that {@link cleanWords} leaves of controls. */
const UNWANTED_IN_WORDS = new RegExp(String.raw`(?![\t\n])${UNWANTED.source}`, 'gu');
/** Emoji form is chosen after an emoji and in a keycap; anywhere else a selector is invisible. */
const LONE_SELECTORS = /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier})[\ufe00-\ufe0f]+(?!\u20e3)/gu;
/**
 * Joiners are needed between the parts of an emoji and within words of scripts that join their letters; anywhere else they
 * are invisible, and would make two names look alike.
 */
const EMOJI_JOINER = /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})/u;
const JOINING = String.raw`[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]`;
const WORD_JOINER = new RegExp(String.raw`(?<=${JOINING})[\u200c\u200d](?=${JOINING})`, 'u');
const LONE_JOINERS = new RegExp(String.raw`(?!${EMOJI_JOINER.source}|${WORD_JOINER.source})[\u200c\u200d]`, 'gu');
/** Marks of any script sit one above the other; the highest real stacks have four (PRF-6). */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;
const LEADING_MARKS = /(^|\s)\p{M}+/gu;

/**
 * NFC, one line, single spaces, no control, direction or invisible characters but the joiners that words and emoji need, no towers
 * of marks. Cleaning a clean line changes nothing. Cutting it may leave a joiner or a space at the end: clean again.
 */
export function cleanLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s/gu, ' ')
    .replace(UNWANTED, '')
    .replace(LONE_SELECTORS, '')
    .replace(LONE_JOINERS, '')
    .replace(LEADING_MARKS, '$1')
    .replace(STACKED_MARKS, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/**
 * Words of several lines that someone is to read before they go out in their name: no control, direction or invisible characters but
 * line ends, tabs and the joiners that words and emoji need; all else as it was. Cleaning clean words changes nothing.
 */
export function cleanWords(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(UNWANTED_IN_WORDS, '')
    .replace(LONE_SELECTORS, '')
    .replace(LONE_JOINERS, '');
}
