/** Locales with a complete catalogue. */
export const locales = ['en', 'ar'] as const;
/** One of {@link locales}. */
export type Locale = (typeof locales)[number];

/** The key of a sentence, as the English catalogue has it. */
export type MessageKey = keyof (typeof import('./en/catalogue.ts'))['catalogue'];
/** All sentences of one locale. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

const loaders: Readonly<Record<Locale, () => Promise<{ readonly catalogue: Catalogue }>>> = {
  en: () => import('./en/catalogue.ts'),
  ar: () => import('./ar/catalogue.ts'),
};

/** Loads the sentences of a locale. */
export async function loadCatalogue(locale: Locale): Promise<Catalogue> {
  const { catalogue } = await loaders[locale]();
  return catalogue;
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
