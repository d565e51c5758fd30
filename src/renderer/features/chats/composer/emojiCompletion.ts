import shortcodes from 'emojibase-data/en/shortcodes/github.json';
import type { Locale } from '@i18n/locales.ts';
import { foldText } from '@i18n/wordSearch.ts';
import { loadEmojiWords } from './emojiWords.ts';

/** An emoji with what it is called behind a colon. */
export interface NamedEmoji {
  readonly emoji: string;
  /** Shown beside it. */
  readonly name: string;
  /** Without case, points and spaces: what is typed is compared with these. */
  readonly keys: readonly string[];
}

/** Most that are offered at once. */
const MOST_OFFERED = 8;

/** All emoji with their short names, and what they are called in the person's language. */
export async function loadNamedEmoji(locale: Locale): Promise<readonly NamedEmoji[]> {
  const words = await loadEmojiWords(locale);
  return Object.entries(shortcodes).map(([hexcode, short]) => {
    const emoji = String.fromCodePoint(...hexcode.split('-').map((part) => Number.parseInt(part, 16)));
    const codes = typeof short === 'string' ? [short] : short;
    const local = words.get(emoji.replaceAll('\uFE0F', ''));
    const keys = [...codes, ...(local === undefined ? [] : [local.name, ...local.words])].map(keyOf);
    return { emoji, name: local?.name ?? codes[0] ?? emoji, keys };
  });
}

function keyOf(name: string): string {
  return foldText(name).replaceAll(/[\s_-]+/gu, '');
}

/** Those whose name begins with what was typed, then those that have it within; who is called just so stands first. */
export function namedMatches(all: readonly NamedEmoji[], typed: string): readonly NamedEmoji[] {
  const wanted = keyOf(typed);
  if (wanted === '') return [];
  const ranks = all.map((one) => ({ one, rank: rankOf(one.keys, wanted) }));
  return ranks
    .filter(({ rank }) => rank < 3)
    .toSorted((first, second) => first.rank - second.rank)
    .slice(0, MOST_OFFERED)
    .map(({ one }) => one);
}

function rankOf(keys: readonly string[], wanted: string): number {
  if (keys.includes(wanted)) return 0;
  if (keys.some((key) => key.startsWith(wanted))) return 1;
  return keys.some((key) => key.includes(wanted)) ? 2 : 3;
}

/** The one that is called just so; null where none is. */
export function namedExactly(all: readonly NamedEmoji[], typed: string): NamedEmoji | null {
  const wanted = keyOf(typed);
  return all.find(({ keys }) => keys.includes(wanted)) ?? null;
}
