import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { first } from '../../../src/renderer/i18n/en/first.ts';
import { rest } from '../../../src/renderer/i18n/en/rest.ts';

const ENTRY = resolve('src/renderer/shell/main.tsx');
const ALIASES: Readonly<Record<string, string>> = {
  '@shared/': 'src/shared/',
  '@domain/': 'src/renderer/domain/',
  '@ports/': 'src/renderer/ports/',
  '@services/': 'src/renderer/services/',
  '@adapters/': 'src/renderer/adapters/',
  '@ui/': 'src/renderer/ui/',
  '@i18n/': 'src/renderer/i18n/',
};
const STATIC_IMPORT = /^(?:import|export)\s+(?!type\b)([^;]*?)from\s+'([^']+)'/gmu;
const LITERAL = /['"]([a-z][\w-]*(?:\.[\w-]+)+)['"]/gu;
const BEGINNING = /`([a-z][\w-]*\.(?:[\w-]+\.)*)\$\{/gu;

/** The file a module names; null for a package. */
function placeOf(from: string, name: string): string | null {
  if (name.startsWith('.')) return resolve(dirname(from), name);
  const alias = Object.keys(ALIASES).find((one) => name.startsWith(one));
  return alias === undefined ? null : resolve(`${ALIASES[alias]}${name.slice(alias.length)}`);
}

/** Whether an import brings no code: all its names are types. */
function isOfTypes(names: string): boolean {
  const inner = /^\{(.*)\}\s*$/su.exec(names)?.[1];
  const all = inner?.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])) ?? [];
  return all.length > 0 && all.every((name) => name.startsWith('type '));
}

/** Every file whose code comes with the first script, and what is in it. */
function firstFiles(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const waiting = [ENTRY];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path) || !/\.tsx?$/u.test(path) || !existsSync(path)) continue;
    const text = readFileSync(path, 'utf8');
    found.set(path, text);
    for (const [, names = '', module = ''] of text.matchAll(STATIC_IMPORT)) {
      const place = isOfTypes(names.trim()) ? null : placeOf(path, module);
      if (place !== null) waiting.push(place);
    }
  }
  return found;
}

describe('sentences of the first script', () => {
  const files = firstFiles();

  it('the files of the first script are found', () => {
    const names = [...files.keys()].map((path) => path.replaceAll('\\', '/'));
    for (const known of ['shell/App.tsx', 'features/chats/list/ChatsList.tsx', 'i18n/Translations.tsx']) {
      expect(
        names.some((name) => name.endsWith(known)),
        known,
      ).toBe(true);
    }
    expect(names.some((name) => name.includes('/features/wallet/'))).toBe(false);
  });

  it('I18N-8 what comes with the first script says nothing whose sentences come later', () => {
    const later: string[] = [];
    let said = 0;
    for (const [path, text] of files) {
      // Who has no translations says nothing: what looks like a key there is the name of a file or the like.
      if (!/@i18n\/|\.\/useT\.tsx/u.test(text)) continue;
      for (const [, key = ''] of text.matchAll(LITERAL)) {
        if (key in first) said += 1;
        if (key in rest) later.push(`${path}: ${key}`);
      }
      for (const [, beginning = ''] of text.matchAll(BEGINNING)) {
        if (Object.keys(rest).some((key) => key.startsWith(beginning))) later.push(`${path}: ${beginning}…`);
      }
    }
    expect(said).toBeGreaterThan(50);
    expect(later).toEqual([]);
  });
});
