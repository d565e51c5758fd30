import type { EmojiData } from 'frimousse';
import emojis from 'emojibase-data/en/data.json';
import messages from 'emojibase-data/en/messages.json';
import type { Locale } from '@i18n/locales.ts';
import { bareEmoji, countryOf, type EmojiWords, loadEmojiWords, searchedBy } from './emojiWords.ts';

const TONES = { 1: 'light', 2: 'medium-light', 3: 'medium', 4: 'medium-dark', 5: 'dark' } as const;
/** A skin tone. */
export type Tone = (typeof TONES)[keyof typeof TONES];

/** Skin tones and hair are parts, not emoji to choose. */
const COMPONENTS = 'component';

const groups = messages.groups.filter(({ key }) => key !== COMPONENTS);
const flags = new Set(
  messages.subgroups
    .filter(({ key }) => key === 'country-flag' || key === 'subdivision-flag')
    .map(({ order }) => order),
);

type Entry = (typeof emojis)[number];

function skinsOf(entry: Entry): Record<Tone, string> | undefined {
  if (!entry.skins) return undefined;
  const found: Partial<Record<Tone, string>> = {};
  for (const skin of entry.skins) {
    const tone = typeof skin.tone === 'number' ? TONES[skin.tone] : undefined;
    if (tone !== undefined) found[tone] = skin.emoji;
  }
  const { light, 'medium-light': mediumLight, medium, 'medium-dark': mediumDark, dark } = found;
  const isWhole = light && mediumLight && medium && mediumDark && dark;
  return isWhole ? { light, 'medium-light': mediumLight, medium, 'medium-dark': mediumDark, dark } : undefined;
}

/** How the parts of the picker are called. */
export interface EmojiNames {
  readonly group: (key: string) => string;
  readonly tone: (tone: Tone) => string;
}

/**
 * The emoji that come with the app, in the picker's shape: called as in the person's language, found by the words of that and of English.
 * Nothing is fetched from anywhere.
 */
export async function emojiData(locale: Locale, names: EmojiNames): Promise<EmojiData> {
  const words = await loadEmojiWords(locale);
  const known = new Set<number>(groups.map(({ order }) => order));
  return {
    locale,
    categories: groups.map(({ key, order }) => ({ index: order, label: names.group(key) })),
    emojis: emojis.flatMap((entry) => {
      if (entry.group === undefined || !known.has(entry.group)) return [];
      const skins = skinsOf(entry);
      const isFlag = entry.subgroup !== undefined && flags.has(entry.subgroup);
      return {
        emoji: entry.emoji,
        category: entry.group,
        ...namesOf(entry, words, locale),
        version: entry.version,
        ...(isFlag && { countryFlag: true as const }),
        ...(skins && { skins }),
      };
    }),
    skinTones: {
      light: names.tone('light'),
      'medium-light': names.tone('medium-light'),
      medium: names.tone('medium'),
      'medium-dark': names.tone('medium-dark'),
      dark: names.tone('dark'),
    },
  };
}

function namesOf(
  { emoji, label, tags = [] }: Entry,
  words: ReadonlyMap<string, EmojiWords>,
  locale: Locale,
): { label: string; tags: string[] } {
  if (locale === 'en') return { label, tags };
  const local = words.get(bareEmoji(emoji));
  const name = local?.name ?? countryOf(emoji, locale) ?? label;
  return { label: name, tags: [...searchedBy([name, ...(local?.words ?? []), label]), ...tags] };
}
