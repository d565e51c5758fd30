/** Locales with a complete catalogue. */
export const locales = ['en', 'ar'] as const;
/** One of {@link locales}. */
export type Locale = (typeof locales)[number];

/** The key of a sentence, as the English catalogue has it. */
export type MessageKey = keyof (typeof import('./en/catalogue.ts'))['catalogue'];
/** All sentences of one locale. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

/** Parts of a catalogue: what is shown first, and all that is shown later. */
export type CataloguePart = 'first' | 'rest';
type First = (typeof import('./en/first.ts'))['first'];
type Rest = (typeof import('./en/rest.ts'))['rest'];
/** Sentences of some keys. */
type Sentences<Keys> = Readonly<Record<keyof Keys, string>>;

const firsts: Readonly<Record<Locale, () => Promise<{ readonly first: Sentences<First> }>>> = {
  en: () => import('./en/first.ts'),
  ar: () => import('./ar/first.ts'),
};
const rests: Readonly<Record<Locale, () => Promise<{ readonly rest: Sentences<Rest> }>>> = {
  en: () => import('./en/rest.ts'),
  ar: () => import('./ar/rest.ts'),
};

/** Loads a part of the sentences of a locale. */
export async function loadCatalogue(locale: Locale, part: CataloguePart): Promise<Partial<Catalogue>> {
  return part === 'first' ? (await firsts[locale]()).first : (await rests[locale]()).rest;
}

/** The locale to show: the chosen one, else the first of the system's languages that has a catalogue, else English. */
export function resolveLocale(chosen: string, system: readonly string[]): Locale {
  const wanted = chosen === 'system' ? system : [chosen];
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    const found = locales.find((locale) => locale === language);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** Writing direction of a locale. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' ? 'rtl' : 'ltr';
}
