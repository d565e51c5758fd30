import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_SHOWN, type Named, rank } from '../../../../../src/renderer/shell/palette/rank.ts';

const named = (...names: readonly string[]): readonly Named[] => names.map((name) => ({ id: name, name }));
const found = (entries: readonly Named[], typed: string, recent: readonly string[] = []) =>
  rank(entries, typed, recent).map(({ id }) => id);

describe('what is meant by what is typed', () => {
  test('PAL-2 whole names before beginnings, these before words, words before what is within, then beginnings run together', () => {
    const entries = named('Zara Bobsen', 'Kebobs', 'Old Boat Basin', 'Bob Marlow', 'Bob', 'Ada');
    expect(found(entries, 'bob')).toEqual(['Bob', 'Bob Marlow', 'Zara Bobsen', 'Kebobs', 'Old Boat Basin']);
    expect(found(entries, 'obb')).toEqual(['Old Boat Basin']);
    expect(found(entries, 'oldba')).toEqual(['Old Boat Basin']);
    expect(found(entries, 'bobx')).toEqual([]);
  });

  test.each([
    ['accents and case', 'Zoë Müller', 'zoe mull'],
    ['Arabic without its marks and forms', 'مُحَمَّد إيمان', 'محمد ايمان'],
    ['Persian letters', 'علی کریمی', 'علي كريمي'],
    ['Cyrillic', 'Анна Петрова', 'петр'],
    ['Greek', 'Γιάννης', 'γιαννησ'],
    ['Chinese, within', '北京小组', '小组'],
    ['Japanese, of either kana', 'カラオケ', 'からおけ'],
    ['Devanagari', 'प्रिया शर्मा', 'शर्मा'],
    ['Punjabi', 'ਹਰਪ੍ਰੀਤ', 'ਹਰ'],
    ['figures of another script', 'Room ٢٣', '23'],
    ['words in another order', 'New York City', 'city new'],
  ])('PAL-2 finds %s', (_what, name, typed) => {
    expect(found(named(name, 'Other'), typed)).toEqual([name]);
  });

  test('PAL-2 what it also goes by comes last, and every word has to be found', () => {
    const entries: readonly Named[] = [
      { id: 'a', name: 'Storage', alias: 'Files and what they take' },
      { id: 'b', name: 'Files' },
    ];
    expect(found(entries, 'files')).toEqual(['b', 'a']);
    expect(found(entries, 'storage files')).toEqual(['a']);
    expect(found(entries, 'storage sun')).toEqual([]);
  });

  test('PAL-2 PAL-3 of equals what was chosen last is first, and with nothing typed all of them are', () => {
    const entries = named('Ada One', 'Ada Two', 'Ada Three');
    expect(found(entries, 'ada', ['Ada Three', 'Ada Two'])).toEqual(['Ada Three', 'Ada Two', 'Ada One']);
    expect(found(entries, ' ', ['Ada Two'])).toEqual(['Ada Two', 'Ada One', 'Ada Three']);
    expect(found(entries, 'ada one', ['Ada Three'])).toEqual(['Ada One']);
  });

  test('PAL-4 shows at most fifty', () => {
    const many = named(...Array.from({ length: 500 }, (_, index) => `Chat ${index}`));
    expect(found(many, 'chat')).toHaveLength(MOST_SHOWN);
  });

  test('PAL-2 takes no longer for names made to be slow', () => {
    const slow = named('a '.repeat(64), 'a'.repeat(5000));
    expect(found(slow, `${'a'.repeat(23)}b`)).toEqual([]);
  });

  test('PAL-2 the beginning of any name finds it, whatever it is written in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (name) => {
        const typed = [...new Intl.Segmenter().segment(name)]
          .slice(0, 3)
          .map(({ segment }) => segment)
          .join('');
        expect(found(named(name), typed)).toEqual([name]);
      }),
      { numRuns: 200 },
    );
  });
});
