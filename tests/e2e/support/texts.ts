/** The texts of the app in both languages, for specs that go through it in either. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A language the app speaks. */
export type Language = 'en' | 'ar';

const PARTS = [
  'chats',
  'common',
  'contacts',
  'delivery',
  'find',
  'groups',
  'keeping',
  'messages',
  'onboarding',
  'programs',
  'settings',
  'share',
  'shell',
] as const;

function catalogue(language: Language): Readonly<Record<string, string>> {
  const files = PARTS.map((part) => new URL(`../../../src/renderer/i18n/${language}/${part}.json`, import.meta.url));
  const entries = files.map((file) => JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as Record<string, string>);
  return Object.assign({}, ...entries) as Record<string, string>;
}

const texts = { en: catalogue('en'), ar: catalogue('ar') };

/** A text by its key; one that does not exist is a mistake in the spec. */
export function text(language: Language, key: string): string {
  const found = texts[language][key];
  if (found === undefined) throw new Error(`there is no text ${key}`);
  return found;
}
