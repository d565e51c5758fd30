import { describe, expect, test } from 'vitest';
import { createIntl } from 'react-intl';
import { packageProblems } from '@shared/mini/package.ts';
import { workspaceErrorCodes } from '@services/workspace/workspace.ts';
import { catalogue as arabic } from '@i18n/ar/catalogue.ts';
import { catalogue as english } from '@i18n/en/catalogue.ts';

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en: english, ar: arabic };
const files = import.meta.glob<Readonly<Record<string, string>>>('../../../../src/renderer/i18n/*/*.json', {
  eager: true,
  import: 'default',
});

/** Names of the placeholders and tags of an ICU message, those inside plural branches too. */
function placeholders(text: string): readonly string[] {
  const found = [...text.matchAll(/\{\s*([a-zA-Z][a-zA-Z0-9]*)\s*(?=[,}])/g)].map(([, name]) => name ?? '');
  return [...new Set(found)].toSorted();
}

/** The branches of each plural of a message. */
function pluralBranches(text: string): readonly string[] {
  if (!/,\s*plural\s*,/.test(text)) return [];
  return [...text.matchAll(/\b(zero|one|two|few|many|other)\s*\{/g)].map(([, branch]) => branch ?? '');
}

describe('catalogues', () => {
  test('I18N-1 every locale has exactly the keys of English', () => {
    const keys = Object.keys(english).toSorted();
    expect(keys.length).toBeGreaterThan(100);
    for (const [locale, catalogue] of Object.entries(catalogues)) {
      expect(Object.keys(catalogue).toSorted(), locale).toEqual(keys);
    }
  });

  test('I18N-2 every locale uses the placeholders of English', () => {
    for (const [key, text] of Object.entries(english)) {
      expect(placeholders(arabic[key as keyof typeof arabic]), key).toEqual(placeholders(text));
    }
  });

  test('I18N-3 a key begins with the name of its file, and stands in one file only', () => {
    const seen = new Set<string>();
    for (const [path, sentences] of Object.entries(files)) {
      const [, locale = '', file = ''] = /([a-z]+)\/([a-z]+)\.json$/.exec(path) ?? [];
      const prefix = file === 'errors' ? 'error.' : `${file}.`;
      for (const key of Object.keys(sentences)) {
        expect(key.startsWith(prefix), `${path}: ${key}`).toBe(true);
        expect(seen.has(`${locale} ${key}`), `${path}: ${key} twice`).toBe(false);
        seen.add(`${locale} ${key}`);
      }
    }
    expect(seen.size).toBe(Object.keys(english).length * 2);
  });

  test('I18N-4 every message is well-formed ICU and none is empty', () => {
    for (const [locale, catalogue] of Object.entries(catalogues)) {
      const failures: string[] = [];
      const intl = createIntl({ locale, messages: { ...catalogue }, onError: (error) => failures.push(error.message) });
      for (const [key, text] of Object.entries(catalogue)) {
        const values = Object.fromEntries(placeholders(text).map((name) => [name, 3]));
        expect(text.trim(), key).not.toBe('');
        expect(intl.formatMessage({ id: key }, values), key).not.toContain('{');
      }
      expect(failures, locale).toEqual([]);
    }
  });

  test('I18N-5 Arabic plurals have all six forms', () => {
    for (const [key, text] of Object.entries(arabic)) {
      const branches = pluralBranches(text);
      if (branches.length === 0) continue;
      expect([...new Set(branches)].toSorted(), key).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
    }
  });

  test('I18N-6 every way an act can fail has a sentence that says what to do', () => {
    for (const code of workspaceErrorCodes) {
      const text: string | undefined = english[`error.${code}`];
      expect(text, code).toBeDefined();
      expect(text.length, code).toBeGreaterThan(25);
    }
  });

  test('I18N-6 every reason a mini program is not opened has a sentence', () => {
    for (const code of [...packageProblems, 'program-absent'])
      expect(Object.keys(english), code).toContain(`error.${code}`);
  });

  test('I18N-7 Arabic sentences are written in Arabic', () => {
    for (const [key, text] of Object.entries(arabic)) {
      // Addresses are the same in every language.
      if (/^[a-z.]+:\S+$/.test(text)) continue;
      const words = text.replaceAll(/\{\w+(, number[^{}]*)?\}|Ctrl|\b[A-Z]{2,}\b/g, '');
      if (/\p{L}/u.test(words)) expect(words, key).toMatch(/\p{Script=Arabic}/u);
    }
  });
});
