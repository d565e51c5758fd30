import { describe, expect, test } from 'vitest';
import { foldText, wordSearch } from '../../../../src/renderer/i18n/wordSearch.ts';

describe('a search by words', () => {
  test.each([
    ['ÉCLAIR', 'eclair'],
    ['مُحَمَّد', 'محمد'],
    ['ﻣﺤﻤﺪ', 'محمد'],
    ['Ⅷ', 'viii'],
  ])('“%s” is found as “%s”', (text, typed) => {
    expect(foldText(text)).toBe(typed);
    expect(wordSearch(typed)(text)).toBe(true);
  });

  test.each([
    ['কি', 'কা'],
    ['ਕੀ', 'ਕਾ'],
    ['ที่', 'ทา'],
    ['ぱ', 'は'],
  ])('“%s” is another word than “%s”', (text, typed) => {
    expect(wordSearch(typed)(text)).toBe(false);
    expect(wordSearch(text)(text)).toBe(true);
  });

  test('needs every word, wherever it stands', () => {
    const matches = wordSearch(' Ana  list');
    expect([matches('Shopping list', 'Ana'), matches('list of Ana'), matches('Ana')]).toEqual([true, true, false]);
  });

  test('without words finds everything', () => {
    expect(wordSearch('  ')('')).toBe(true);
  });
});
