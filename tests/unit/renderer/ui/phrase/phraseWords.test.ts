import { describe, expect, it } from 'vitest';
import { fieldAfter, isWholePhrase, phraseWords, withWordsAt } from '@ui/phrase/phraseWords.ts';

const phrase = 'army van defense carry jealous true garbage claim echo media make crunch';
const words = phrase.split(' ');

describe('recovery phrase as typed', () => {
  it('reads words whatever their case, numbering, commas and line ends', () => {
    const printed = words.map((word, index) => `${index + 1}. ${word.toUpperCase()},`).join('\r\n\u200f');
    expect(phraseWords(printed)).toEqual(words);
    expect(phraseWords('  Army\u00a0VAN;defense ')).toEqual(['army', 'van', 'defense']);
    expect(phraseWords('١٢٣ …')).toEqual([]);
  });

  it('keeps one word in its field and spreads several over the next', () => {
    expect(withWordsAt([], 3, 'Army ')[3]).toBe('army');
    const spread = withWordsAt(['one'], 1, 'two three');
    expect(spread.slice(0, 4)).toEqual(['one', 'two', 'three', '']);
    expect(withWordsAt([], 10, 'aa bb cc dd').slice(9)).toEqual(['', 'aa', 'bb']);
  });

  it('puts a whole phrase from the first field on, wherever it was pasted', () => {
    const filled = withWordsAt(['wrong'], 7, phrase);
    expect(filled).toEqual(words);
    expect(isWholePhrase(filled)).toBe(true);
    expect(isWholePhrase(filled.with(4, ''))).toBe(false);
  });

  it('moves on after a space and to the last field after a whole phrase', () => {
    expect(fieldAfter(2, 'arm')).toBe(2);
    expect(fieldAfter(2, 'army ')).toBe(3);
    expect(fieldAfter(2, ' ')).toBe(2);
    expect(fieldAfter(4, phrase)).toBe(11);
    expect(fieldAfter(11, 'crunch ')).toBe(11);
  });
});
