/** Text as it is compared: what looks or sounds the same to who searches is the same (SRC-1). */

/** Folded text, and where each of its code units came from. */
export interface Folded {
  readonly text: string;
  /** For each code unit of `text`, and one past its end, the place in the source; null where places are the same. */
  readonly starts: Uint32Array | null;
}

const ASCII = /^[\u0000-\u007f]*$/;
/** Marks that are written or left out at will: accents, vowel points, harakat. In other scripts a mark is a vowel, and stays. */
const LEFT_OUT =
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u1dc0-\u1dff\ufe20-\ufe2f]/g;
/** What is drawn as nothing: joiners, soft hyphens, variation selectors, directions; and the Arabic stroke that only lengthens. */
const INVISIBLE =
  // oxlint-disable-next-line no-misleading-character-class -- invisible characters are listed one by one, on purpose
  /[\u00ad\u0640\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]/g;

/** Letters that decomposition leaves alone and people type in another way. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ı', 'i'],
  ['ς', 'σ'],
  ['ٱ', 'ا'],
  ['ى', 'ي'],
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['ة', 'ه'],
  ['ہ', 'ه'],
]);

const FIRST_KATAKANA = 0x30a1;
const LAST_KATAKANA = 0x30f6;
const KANA_STEP = 0x60;
const DIGIT = /\p{Nd}/u;

const known = new Map<string, string>();
/** Most characters whose folding is remembered. */
const MOST_KNOWN = 20_000;

/** Folds text: without case, accents, widths and the forms of one letter; digits of every script are the same ten. */
export function foldText(text: string): Folded {
  if (ASCII.test(text)) return { text: text.toLowerCase(), starts: null };
  let folded = '';
  const starts: number[] = [];
  let place = 0;
  for (const character of text) {
    const form = foldCharacter(character);
    folded += form;
    for (let unit = 0; unit < form.length; unit += 1) starts.push(place);
    place += character.length;
  }
  starts.push(place);
  return { text: folded, starts: Uint32Array.from(starts) };
}

/** Where a place of folded text is in its source. */
export function sourcePlace({ starts }: Folded, place: number): number {
  return starts === null ? place : (starts[place] ?? 0);
}

function foldCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  const folded = Array.from(
    character.normalize('NFKD').replaceAll(LEFT_OUT, '').replaceAll(INVISIBLE, '').toLowerCase(),
    foldLetter,
  ).join('');
  // Lower case may bring a mark of its own, as that of İ does.
  const form = folded.replaceAll(LEFT_OUT, '');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(character, form);
  return form;
}

function foldLetter(letter: string): string {
  const otherwise = OTHERWISE.get(letter);
  if (otherwise !== undefined) return otherwise;
  const point = letter.codePointAt(0) ?? 0;
  if (point >= FIRST_KATAKANA && point <= LAST_KATAKANA) return String.fromCodePoint(point - KANA_STEP);
  return point > 0x7f && DIGIT.test(letter) ? digitOf(point) : letter;
}

/** Digits stand in tens, in their order. */
function digitOf(point: number): string {
  let first = point;
  while (point - first < 9 && DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String(point - first);
}
