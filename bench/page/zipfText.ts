import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';

const SYLLABLES = [
  'ka',
  'lo',
  'mi',
  'ter',
  'an',
  'so',
  'ri',
  'ven',
  'da',
  'chu',
  'el',
  'pra',
  'no',
  'sti',
  'qua',
  'be',
];
const ARABIC = ['كت', 'اب', 'مد', 'رس', 'ال', 'سل', 'ام', 'نو', 'را', 'حب', 'يب', 'قم', 'بح', 'شم'];
const WORDS_LATIN = 40_000;
const WORDS_ARABIC = 15_000;
const LETTERS_HAN = 3000;
const FIRST_HAN = 0x4e00;

/** Few words often, many seldom, as people speak: the rank of a word falls as its frequency does. */
function rankOf(random: SeededRandom, count: number): number {
  const share = random.integer(1_000_000) / 1_000_000;
  return Math.min(count - 1, Math.floor(count ** share) - 1 + random.integer(2));
}

function wordOf(rank: number, parts: readonly string[]): string {
  let rest = rank * 7 + 3;
  let word = '';
  do {
    word += parts[rest % parts.length] ?? '';
    rest = Math.floor(rest / parts.length);
  } while (rest > 0);
  return word;
}

/** A message in one of three scripts, with words as often as they come in talk. */
export function zipfText(random: SeededRandom): string {
  const script = random.integer(10);
  const length = random.chance(0.1) ? 20 + random.integer(30) : 3 + random.integer(12);
  if (script < 2) {
    const letters = Array.from({ length: length * 2 }, () => FIRST_HAN + rankOf(random, LETTERS_HAN) * 6);
    return String.fromCodePoint(...letters);
  }
  const [count, parts] = script < 4 ? [WORDS_ARABIC, ARABIC] : [WORDS_LATIN, SYLLABLES];
  return Array.from({ length }, () => wordOf(rankOf(random, count), parts)).join(' ');
}

/** What somebody who remembers a message types: a word or two of it, a part of one, or one with a slip. */
export function questionAbout(text: string, random: SeededRandom): string {
  if (!text.includes(' ')) {
    const start = random.integer(Math.max(1, text.length - 3));
    return text.slice(start, start + 2 + random.integer(2));
  }
  const words = text.split(' ');
  const word = () => words[random.integer(words.length)] ?? '';
  const way = random.integer(10);
  if (way < 4) return word();
  if (way < 7) return `${word()} ${word()}`;
  if (way < 9) return word().slice(0, 4);
  const right = word();
  return right.length < 5 ? right : right.slice(0, 2) + right.slice(3);
}
