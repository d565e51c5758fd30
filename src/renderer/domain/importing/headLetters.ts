/** What begins a line, in plain letters: digits of any script as 0 to 9, no direction marks, one kind of space, comma, colon and dash. */
export interface PlainHead {
  readonly text: string;
  /** For each letter of `text` where in the line the one after it begins. */
  readonly ends: readonly number[];
}

/** Where the digits of a script begin. */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];
const DIGITS: ReadonlyMap<string, string> = new Map(
  ZEROS.flatMap((zero) => Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(zero + digit), `${digit}`])),
);
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['،', ','],
  ['，', ','],
  ['、', ','],
  ['：', ':'],
  ['／', '/'],
  ['［', '['],
  ['］', ']'],
  ['–', '-'],
  ['—', '-'],
  ['−', '-'],
  ['\t', ' '],
]);
const SPACE = /^\p{Zs}$/u;
const MARK = /^[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]$/u;
/** Dates and times are shorter. */
const LONGEST = 64;

/** Reads the beginning of a line. */
export function plainHead(line: string): PlainHead {
  let text = '';
  const ends: number[] = [];
  for (let index = 0; index < line.length && text.length < LONGEST; index += 1) {
    const plain = plainLetter(line.charAt(index));
    if (plain === '') continue;
    text += plain;
    ends.push(index + 1);
  }
  return { text, ends };
}

function plainLetter(letter: string): string {
  if (letter >= ' ' && letter <= '~') return letter;
  const known = DIGITS.get(letter) ?? PLAIN.get(letter);
  if (known !== undefined) return known;
  if (SPACE.test(letter)) return ' ';
  return MARK.test(letter) ? '' : letter;
}

/** Text without the direction marks at its beginning and end; what is in between stays. */
export function bareText(text: string): string {
  return text.replace(/^[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/u, '');
}
