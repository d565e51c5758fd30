import type { EmojiData } from 'frimousse';
import emojis from 'emojibase-data/en/data.json';
import messages from 'emojibase-data/en/messages.json';

const TONES = { 1: 'light', 2: 'medium-light', 3: 'medium', 4: 'medium-dark', 5: 'dark' } as const;
type Tone = (typeof TONES)[keyof typeof TONES];

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

/** The emoji that come with the app, in the picker's shape. Nothing is fetched from anywhere. */
export function emojiData(groupName: (key: string) => string, toneName: (tone: Tone) => string): EmojiData {
  const known = new Set<number>(groups.map(({ order }) => order));
  return {
    locale: 'en',
    categories: groups.map(({ key, order }) => ({ index: order, label: groupName(key) })),
    emojis: emojis.flatMap((entry) => {
      if (entry.group === undefined || !known.has(entry.group)) return [];
      const skins = skinsOf(entry);
      const isFlag = entry.subgroup !== undefined && flags.has(entry.subgroup);
      return {
        emoji: entry.emoji,
        category: entry.group,
        label: entry.label,
        version: entry.version,
        tags: entry.tags ?? [],
        ...(isFlag && { countryFlag: true as const }),
        ...(skins && { skins }),
      };
    }),
    skinTones: {
      light: toneName('light'),
      'medium-light': toneName('medium-light'),
      medium: toneName('medium'),
      'medium-dark': toneName('medium-dark'),
      dark: toneName('dark'),
    },
  };
}
