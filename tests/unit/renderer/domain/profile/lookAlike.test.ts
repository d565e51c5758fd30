import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookAlikeOf, looksLike, mixesScripts } from '@domain/profile/lookAlike.ts';

describe('names that could be taken for others', () => {
  it.each([
    ['Pаypal', 'a Cyrillic а'],
    ['Αpple', 'a Greek Α'],
    ['Неrald', 'Cyrillic Не'],
    ['gооgle news', 'Cyrillic о in one of two words'],
    ['Banуan', 'a Cyrillic у'],
    ['Ꮃeather', 'a Cherokee Ꮃ'],
    ['nատo', 'Armenian within Latin'],
  ])('PRF-8 %s mixes scripts: %s', (name) => {
    expect(mixesScripts(name)).toBe(true);
  });

  it.each([
    ['Anna Schmidt'],
    ['Анна Smith'],
    ['BBC Россия'],
    ['Ελλάδα News'],
    ['Tシャツ屋'],
    ['iPhoneケース'],
    ['中文 Radio'],
    ['한국 K-pop'],
    ['Wi-Fi العربية'],
    ['Café Müller'],
    ['Հայաստան'],
    ['نورا'],
    ['हिन्दी समाचार'],
    ['🌳 Banyan'],
  ])('PRF-8 %s is written as people write', (name) => {
    expect(mixesScripts(name)).toBe(false);
  });

  it.each([
    ['PayPal', 'РауРаl'],
    ['Weather', 'Wеаthеr'],
    ['Weather', 'WEATHER'],
    ['Weather', 'W e a t h e r'],
    ['Weather', '𝐖𝐞𝐚𝐭𝐡𝐞𝐫'],
    ['Weather', 'Ꮃeather'],
    ['Instagram', 'lnstagram'],
    ['Google', 'G00gle'],
    ['modern', 'modem'],
    ['Москва', 'МОСКBA'],
    ['Harbour Bakery', 'Hаrbour  Bаkery.'],
    ['Cafe', 'Café'],
    ['HELLO', 'НЕLLO'],
    ['KOMET', 'ΚΟΜΕΤ'],
    ['ロボ', '口ボ'],
    ['نورا', 'نُورا'],
  ])('PRF-8 %s and %s look alike', (one, other) => {
    expect(looksLike(one, other)).toBe(true);
    expect(looksLike(other, one)).toBe(true);
  });

  it.each([
    ['Ali', 'All'],
    ['Bill', 'Bob'],
    ['Weather', 'Weather Berlin'],
    ['Nora', 'Noor'],
    ['Анна', 'Anna B'],
    ['日本', '日木'],
    ['🌳', '🌲'],
    ['نورا', 'نور'],
  ])('PRF-8 %s and %s do not', (one, other) => {
    expect(looksLike(one, other)).toBe(false);
  });

  it('PRF-8 of those known before the first is named, and nobody is taken for themselves', () => {
    const known = [
      { id: 'a', name: 'Harbour' },
      { id: 'b', name: 'Weather' },
      { id: 'c', name: 'Weаther' },
    ];
    expect(lookAlikeOf({ id: 'd', name: 'weather' }, known)).toEqual({ isMixed: false, other: 'Weather' });
    expect(lookAlikeOf({ id: 'b', name: 'Weather' }, known.slice(0, 2))).toEqual({ isMixed: false, other: null });
    expect(lookAlikeOf({ id: 'c', name: 'Weаther' }, known)).toEqual({ isMixed: true, other: 'Weather' });
  });

  it('PRF-8 is a relation whatever is written: each looks like itself, and two ways round the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(looksLike(one, one)).toBe(true);
        expect(looksLike(one, other)).toBe(looksLike(other, one));
      }),
    );
  });
});
