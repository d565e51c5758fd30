// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import {
  loadNamedEmoji,
  namedExactly,
  namedMatches,
} from '../../../../../src/renderer/features/chats/composer/emojiCompletion.ts';
import { emojiData } from '../../../../../src/renderer/features/chats/composer/emojiData.ts';
import { emojiQuery } from '../../../../../src/renderer/features/chats/composer/emojiQuery.ts';
import { noteEmoji, noteTone, readKeptEmoji } from '../../../../../src/renderer/features/chats/composer/keptEmoji.ts';

beforeEach(() => localStorage.clear());

const names = { group: (key: string) => key, tone: (tone: string) => tone };

describe('the emoji of a language', () => {
  test('EMO-1 are called as in it, and found by its words, with and without points, and by those of English', async () => {
    const { emojis } = await emojiData('ar', names);
    const cat = emojis.find(({ emoji }) => emoji === '🐱');
    expect(cat?.label).toMatch(/\p{Script=Arabic}/u);
    expect(cat?.tags).toContain('cat face');
    const egypt = emojis.find(({ emoji }) => emoji === '🇪🇬');
    expect(egypt?.label).toBe('مصر');
    const named = emojis.filter(({ label }) => /\p{Script=Arabic}/u.test(label));
    expect(named.length / emojis.length).toBeGreaterThan(0.95);
  });

  test('EMO-1 in English are as the list has them', async () => {
    const { emojis } = await emojiData('en', names);
    expect(emojis.length).toBeGreaterThan(1800);
    expect(emojis.find(({ emoji }) => emoji === '👍️' || emoji === '👍')?.skins?.dark).toBe('👍🏿');
  });
});

describe('the name of an emoji behind a colon', () => {
  test.each([
    [':sm', 'sm', false],
    ['hi :smile', 'smile', false],
    ['hi :smile:', 'smile', true],
    ['(:+1', '+1', false],
    ['قط :قط', 'قط', false],
  ])('EMO-3 %j is one', (text, words, isWhole) => {
    expect(emojiQuery(text, text.length)).toMatchObject({ words, isWhole, end: text.length });
  });

  test.each(['at 12:30', 'https://x', 'a:b', ':', ':s', ': sm', 'note:this', ':)', '::sm x', 'std::move'])(
    'EMO-3 %j is none',
    (text) => {
      expect(emojiQuery(text, text.length)).toBeNull();
    },
  );

  test('EMO-3 who is called just so stands first, then whose name begins so', async () => {
    const all = await loadNamedEmoji('en');
    const offered = namedMatches(all, 'smile');
    expect(offered[0]?.emoji).toBe('😄');
    expect(offered.length).toBeLessThanOrEqual(8);
    expect(namedExactly(all, '+1')?.emoji).toMatch(/^👍/u);
    expect(namedExactly(all, 'smil')).toBeNull();
    expect(namedMatches(all, '_')).toEqual([]);
  });

  test('EMO-3 names of the person’s language count too', async () => {
    const all = await loadNamedEmoji('ar');
    expect(namedMatches(all, 'قلب').length).toBeGreaterThan(3);
    expect(namedMatches(all, 'smile')[0]?.emoji).toBe('😄');
  });
});

describe('what was used last', () => {
  test('EMO-2 stands first, once, and only so many', () => {
    for (let index = 0; index < 30; index += 1) noteEmoji(String.fromCodePoint(0x1f600 + index));
    noteEmoji('😀');
    noteEmoji('🙂');
    noteEmoji('😀');
    const { recent } = readKeptEmoji();
    expect(recent.slice(0, 2)).toEqual(['😀', '🙂']);
    expect(recent).toHaveLength(18);
  });

  test('EMO-2 the skin tone is kept, and what is damaged is as nothing', () => {
    noteTone('dark');
    noteEmoji('👍🏿');
    expect(readKeptEmoji()).toEqual({ recent: ['👍🏿'], tone: 'dark' });
    localStorage.setItem('banyan.emoji', '{"recent":[1,null,"x","x"],"tone":"green"}');
    expect(readKeptEmoji()).toEqual({ recent: ['x'], tone: 'none' });
    localStorage.setItem('banyan.emoji', 'no json');
    expect(readKeptEmoji()).toEqual({ recent: [], tone: 'none' });
  });
});
