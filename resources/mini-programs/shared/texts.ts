/** The languages our programs speak. English is what stands where words are missing. */
export const languages = ['en', 'zh', 'pa', 'bn', 'ar', 'hi', 'es', 'fr'] as const;
/** One of {@link languages}. */
export type Language = (typeof languages)[number];

/** A text with `{names}` of what is put in; where it counts, one for each form the language has, chosen by `count`. */
export type Text = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string });

/** All texts of a program in every language. */
export type AllTexts<Key extends string> = { readonly [L in Language]: Readonly<Record<Key, Text>> };

/** The words of a program in the person's language. */
export interface Speech<Key extends string> {
  readonly language: Language;
  readonly isRightToLeft: boolean;
  readonly say: (key: Key, values?: Readonly<Record<string, string | number>>) => string;
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  readonly date: (at: number, options?: Intl.DateTimeFormatOptions) => string;
  readonly list: (items: readonly string[]) => string;
}

/** The first language of the person that we speak. */
export function chooseLanguage(wanted: readonly string[]): Language {
  const spoken = wanted.map((tag) => tag.toLowerCase().split('-')[0]);
  const known = spoken.flatMap((name) => languages.filter((language) => language === name));
  return known[0] ?? 'en';
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Speaks a language. */
export function createSpeech<Key extends string>(texts: AllTexts<Key>, language: Language): Speech<Key> {
  const forms = new Intl.PluralRules(language);
  const number = (value: number, options?: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(language, options).format(value);
  const textFor = (key: Key, count: number | string | undefined): string => {
    const text: Text = texts[language][key];
    if (typeof text === 'string') return text;
    return text[forms.select(Number(count ?? 0))] ?? text.other;
  };
  return {
    language,
    isRightToLeft: language === 'ar',
    say: (key, values = {}) =>
      textFor(key, values['count']).replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        if (value === undefined) return whole;
        if (typeof value === 'number') return number(value);
        // A name in another script must not turn the sentence around.
        return language === 'ar' || RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
      }),
    number,
    date: (at, options = { dateStyle: 'medium' }) => new Intl.DateTimeFormat(language, options).format(at),
    list: (items) => new Intl.ListFormat(language).format(items),
  };
}

/** The languages of the person, the one they chose for the app first: an iframe's `navigator` knows the system's alone. */
export function wantedLanguages(): readonly string[] {
  const { banyan } = window as unknown as { readonly banyan?: { readonly language?: string } };
  return banyan?.language === undefined ? navigator.languages : [banyan.language, ...navigator.languages];
}

/** Speaks the person's language, and sets language, direction and title of the page by it. */
export function speakHere<Key extends string>(texts: AllTexts<Key>, title: NoInfer<Key>): Speech<Key> {
  const speech = createSpeech(texts, chooseLanguage(wantedLanguages()));
  document.documentElement.lang = speech.language;
  document.documentElement.dir = speech.isRightToLeft ? 'rtl' : 'ltr';
  document.title = speech.say(title);
  return speech;
}

/** One text in every language, in the order of {@link languages}. */
export type TextRow = readonly [Text, Text, Text, Text, Text, Text, Text, Text];

/** All texts of a program from a table with one row for each text. */
export function textsOf<Key extends string>(table: Readonly<Record<Key, TextRow>>): AllTexts<Key> {
  const inLanguage = (column: number) =>
    Object.fromEntries(
      Object.entries<TextRow>(table).map(([key, row]) => [key, row[column] ?? row[0]]),
      // Made of the table's own keys.
    ) as Record<Key, Text>;
  const [en, zh, pa, bn, ar, hi, es, fr] = languages.map((_, column) => inLanguage(column));
  return { en, zh, pa, bn, ar, hi, es, fr } as AllTexts<Key>;
}
