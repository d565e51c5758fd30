import type { Locale } from '@i18n/locales.ts';
import { foldText } from '@i18n/wordSearch.ts';

/** What an emoji is called in a language, and what else it is searched by. */
export interface EmojiWords {
  readonly name: string;
  readonly words: readonly string[];
}

/** As Unicode's own collection has it. */
interface Annotations {
  readonly annotations: {
    readonly annotations: Readonly<
      Record<string, { readonly default?: readonly string[]; readonly tts?: readonly string[] }>
    >;
  };
}

/** Every language of the app but English, which the list of emoji itself is in. */
const LOADERS: Readonly<Record<Exclude<Locale, 'en'>, () => Promise<{ readonly default: Annotations }>>> = {
  ar: () => import('cldr-annotations-full/annotations/ar/annotations.json'),
};

/** Variation selectors are left out in one collection and not in the other. */
export function bareEmoji(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '');
}

/** The words of a language, by {@link bareEmoji}; empty for English. Loaded when asked for. */
export async function loadEmojiWords(locale: Locale): Promise<ReadonlyMap<string, EmojiWords>> {
  if (locale === 'en') return new Map();
  const { default: file } = await LOADERS[locale]();
  return new Map(
    Object.entries(file.annotations.annotations).flatMap(([emoji, { default: words = [], tts = [] }]) => {
      const [name] = tts;
      return name === undefined ? [] : [[bareEmoji(emoji), { name, words }] as const];
    }),
  );
}

/** The words an emoji is found by: as they are written, and without the points and marks that people leave out. */
export function searchedBy(words: readonly string[]): readonly string[] {
  return [...new Set(words.flatMap((word) => [word.toLocaleLowerCase(), foldText(word)]))];
}

const FLAG = /^(\p{RI})(\p{RI})$/u;
const FIRST_INDICATOR = 0x1f1e6;
const FIRST_LETTER = 0x41;

/** The name of the country a flag is of, in a language; null for what is no country's flag. */
export function countryOf(emoji: string, locale: string): string | null {
  const letters = FLAG.exec(emoji)
    ?.slice(1)
    .map((indicator) => String.fromCharCode((indicator.codePointAt(0) ?? 0) - FIRST_INDICATOR + FIRST_LETTER))
    .join('');
  if (letters === undefined) return null;
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }).of(letters) ?? null;
}
