import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findMentions,
  mentionMatches,
  mentionQuery,
} from '../../../../../src/renderer/features/chats/mentions/mentionWords.ts';

const people = ['Ann', 'Ann Lee', 'José Álvarez', 'محمد علي', '李雷'].map((name, index) => ({
  account: `account ${index}`,
  name,
}));

describe('names while they are typed', () => {
  test.each([
    ['@', 1, ''],
    ['Ask @an', 7, 'an'],
    ['Ask @ann le', 11, 'ann le'],
    ['(@jo', 4, 'jo'],
    ['@مح', 3, 'مح'],
  ])('CHAT-UI-150 %j asks for names that begin with what is behind the sign', (text, caret, words) => {
    expect(mentionQuery(text, caret)?.words).toBe(words);
  });

  test.each([
    ['mail ada@example.com', 20],
    ['@ two', 5],
    ['@ann\nnext', 9],
    ['no sign', 7],
    ['@ann', 0],
    [`@${'a'.repeat(60)}`, 61],
  ])('CHAT-UI-150 %j asks for none', (text, caret) => {
    expect(mentionQuery(text, caret)).toBeNull();
  });

  test('CHAT-UI-150 any word of a name counts, without its accents; who begins with it stands first', () => {
    const names = (typed: string) => mentionMatches(people, typed).map(({ name }) => name);
    expect(names('al')).toEqual(['José Álvarez']);
    expect(names('le')).toEqual(['Ann Lee']);
    expect(names('ann l')).toEqual(['Ann Lee']);
    expect(names('علي')).toEqual(['محمد علي']);
    expect(names('')).toHaveLength(people.length);
    expect(mentionMatches([{ account: 'x', name: 'Mary Ann' }, ...people], 'ann').map(({ name }) => name)[0]).toBe(
      'Ann',
    );
  });
});

describe('who is named in what is sent', () => {
  const found = (text: string, among = people) =>
    findMentions(text, among).map(({ account, start, length }) => [account, text.slice(start, start + length)]);

  test('CHAT-UI-151 each sign with the whole name of a member, the longest that fits', () => {
    expect(found('@Ann Lee and @Ann, @李雷')).toEqual([
      ['account 1', '@Ann Lee'],
      ['account 0', '@Ann'],
      ['account 4', '@李雷'],
    ]);
    expect(found('@محمد علي، مرحبا')).toEqual([['account 3', '@محمد علي']]);
  });

  test('CHAT-UI-151 a name that goes on, and a sign inside a word, name nobody', () => {
    expect(found('@Annabel, x@Ann, @ann')).toEqual([]);
  });

  test('CHAT-UI-151 of several of one name the first counts', () => {
    const two = [
      { account: 'chosen', name: 'Ann' },
      { account: 'other', name: 'Ann' },
    ];
    expect(found('@Ann', two)).toEqual([['chosen', '@Ann']]);
  });

  test('CHAT-UI-151 mentions lie in the text, in order, none over another, whatever is written', () => {
    const word = fc.constantFrom('@', '@Ann', ' Lee', 'Ann', ' ', '👩🏽‍🌾', '@@', '李雷', 'x');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const text = words.join('');
        let end = 0;
        for (const { account, start, length } of findMentions(text, people)) {
          expect(start).toBeGreaterThanOrEqual(end);
          end = start + length;
          const name = people.find((person) => person.account === account)?.name;
          expect(text.slice(start, end)).toBe(`@${name}`);
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
