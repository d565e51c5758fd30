import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '@domain/search/excerpt.ts';
import { foldText, sourcePlace } from '@domain/search/fold.ts';
import { matchText } from '@domain/search/matcher.ts';
import { isNearby, slipsOf } from '@domain/search/nearby.ts';
import { MAX_QUESTION, isEmptyQuestion, readQuestion } from '@domain/search/question.ts';
import { gramsOf, termsOf } from '@domain/search/terms.ts';

/** Text of any kind: letters of many scripts, marks, emoji, halves of them. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('Straße İ ǅ', '한국어', '가'.normalize('NFD'), '👩‍👩‍👧 🇳🇴', 'ਸ਼ ਸ਼', '\ud83d', 'ﷺ'),
);

/** The words that are marked in a text. */
function marked(typed: string, text: string): readonly string[] | null {
  const match = matchText(readQuestion(typed), text, { forgiving: true });
  return match === null ? null : match.marks.map(([start, end]) => text.slice(start, end));
}

describe('folding', () => {
  it('SRC-1 knows of each letter where it came from', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldText(text);
        let before = 0;
        for (let place = 0; place <= folded.text.length; place += 1) {
          const source = sourcePlace(folded, place);
          expect(source).toBeGreaterThanOrEqual(before);
          expect(source).toBeLessThanOrEqual(text.length);
          before = source;
        }
      }),
    );
  });

  it('SRC-1 folded again is the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text).text).text).toBe(foldText(text).text);
      }),
    );
  });

  it.each([
    ['strasse', 'An der Straße', ['Straße']],
    ['rosé', 'rose and ROSÉ', ['rose', 'ROSÉ']],
    ['北京', '去北京大学', ['北京']],
    ['كتاب', 'هذا کِتاب جميل', ['کِتاب']],
    ['ਸ਼ਹਿਰ', 'ਇਹ ਸ਼ਹਿਰ', ['ਸ਼ਹਿਰ']],
    ['fo', 'fox, folder', ['fo', 'fo']],
    ['"quick brown"', 'the quick, brown fox', ['quick, brown']],
    ['alpha', 'Alhpa', ['Alhpa']],
  ])('SRC-5 marks what was meant: %s in %s', (typed, text, wanted) => {
    expect(marked(typed, text)).toEqual(wanted);
  });
});

describe('finding', () => {
  it('SRC-2 finds every word of a text, and every part of a run', () => {
    const words = ['bread', 'größer', 'مرحبا', 'ਪੰਜਾਬ', 'বাংলা', 'Москва', '東京都庁', 'ตลาดน้ำ'];
    fc.assert(
      fc.property(fc.shuffledSubarray(words, { minLength: 1 }), (said) => {
        const text = said.join(' ');
        for (const word of said) expect(matchText(readQuestion(word), text)).not.toBeNull();
        for (const part of gramsOf('東京都庁')) {
          const isSaid = said.includes('東京都庁');
          expect(matchText(readQuestion(part), text) === null).toBe(!isSaid);
        }
      }),
    );
  });

  it('SRC-2 never fails, whatever is typed or said', () => {
    fc.assert(
      fc.property(anyText, anyText, (typed, text) => {
        const match = matchText(readQuestion(typed), text, { forgiving: true });
        for (const [start, end] of match?.marks ?? []) expect(end).toBeGreaterThan(start);
        for (const term of termsOf(text)) expect(term.length).toBeGreaterThan(0);
      }),
    );
  });

  it('SRC-3 reads the same in Arabic, and not in the midst of a word', () => {
    expect(readQuestion('من:ليلى في:العائلة خبز')).toMatchObject({ from: ['ليلي'], within: ['العايله'] });
    expect(readQuestion('join:us ثمن:ليلى')).toMatchObject({ from: [], within: [] });
  });

  it('SRC-3 reads names after from: and in:, and phrases', () => {
    const { clauses, from, within } = readQuestion('from:"Ánna B" in:Sailors "two words" one');
    expect(from).toEqual(['anna b']);
    expect(within).toEqual(['sailors']);
    expect(clauses.map(({ kind }) => kind)).toEqual(['phrase', 'word']);
  });

  it('SRC-3 takes an open quote to its end, and nothing for no question', () => {
    expect(readQuestion('“two words').clauses).toMatchObject([{ kind: 'phrase' }]);
    expect(isEmptyQuestion(readQuestion('  … !? "" '))).toBe(true);
  });

  it('SRC-3 reads a question only so far', () => {
    expect(readQuestion('word '.repeat(1000)).clauses).toHaveLength(16);
    expect(readQuestion(`${' '.repeat(MAX_QUESTION)}word`).clauses).toEqual([]);
  });

  it.each([
    ['kitten', 'kiten', true],
    ['kitten', 'ktiten', true],
    ['kitten', 'mittens', false],
    ['telephone', 'telefone', true],
    ['telephone', 'tlephnoe', true],
    ['cat', 'cut', false],
    ['книга', 'кнга', true],
    ['کتاب', 'کتب', false],
  ])('SRC-6 %s for %s: %s', (typed, said, isForgiven) => {
    expect(slipsOf(typed) > 0 && isNearby(typed, said, slipsOf(typed))).toBe(isForgiven);
  });
});

describe('an excerpt', () => {
  it('SRC-5 is of one line, not too long, and marks what the text marks', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const text = `${before}\nneedle ${after}`;
        const match = matchText(readQuestion('needle'), text);
        const excerpt = excerptOf(text, match?.marks ?? []);
        expect(excerpt.text.length).toBeLessThanOrEqual(200);
        expect(excerpt.text).not.toMatch(/\n/);
        for (const [start, end] of excerpt.marks) {
          expect(excerpt.text.slice(start, end).length).toBe(end - start);
        }
      }),
    );
  });

  it('SRC-5 begins at a word, and cuts no emoji', () => {
    const text = `${'word '.repeat(40)}needle ${'👩‍👩‍👧'.repeat(60)}`;
    const { text: line, marks } = excerptOf(text, [[200, 206]]);
    expect(line).toMatch(/^…word /);
    expect(line.slice(...(marks[0] ?? [0, 0]))).toBe('needle');
    expect(line.replaceAll('👩‍👩‍👧', '')).not.toMatch(/[\u200d\ud83d]/);
  });
});
